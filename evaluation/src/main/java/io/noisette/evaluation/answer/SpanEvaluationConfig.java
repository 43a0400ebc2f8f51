package io.noisette.evaluation.answer;

import io.noisette.evaluation.EvaluationConfig;
import io.noisette.evaluation.EvaluationSettings;
import io.noisette.settings.Setting;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Settings of {@code evaluate --task squad1} and {@code squad2}. */
public record SpanEvaluationConfig(
    EvaluationSettings evaluation,
    @Setting(
            help = "directory with the data set's dev file, or any JSON file in SQuAD's format",
            placeholder = "DIR|FILE")
        Path data,
    AnsweringSettings answering,
    @Setting(help = "output file for the predicted texts by question id", placeholder = "FILE")
        @Nullable Path predictions,
    @Setting(
            help = "output file for the probabilities of no answer by question id",
            placeholder = "FILE")
        @Nullable Path noAnswerProbabilities)
    implements EvaluationConfig {}
