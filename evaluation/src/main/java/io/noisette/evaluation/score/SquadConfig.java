package io.noisette.evaluation.score;

import io.noisette.settings.Setting;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Settings of {@code evaluate --metric squad}. */
public record SquadConfig(
    ScoreSettings scoring,
    @Setting(help = "data set with the questions, as JSON in SQuAD's format", placeholder = "FILE")
        Path references,
    @Setting(
            help =
                "official script whose figures are computed; auto is v2 if the file says so or a"
                    + " question has no answer",
            byDefault = "auto")
        SquadVersion squadVersion,
    @Setting(
            help =
                "JSON file with a probability per question id that there is no answer, for v2"
                    + " (default: 0 for each)",
            placeholder = "FILE")
        @Nullable Path noAnswerProbabilities,
    @Setting(
            help = "probability above which a question counts as answered with no answer",
            byDefault = "1")
        double noAnswerThreshold) {}
