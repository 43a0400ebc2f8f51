package io.noisette.distillation;

import io.noisette.command.Console;
import io.noisette.command.StopSignal;
import io.noisette.distillation.transfer.ScoredModel;
import io.noisette.distillation.transfer.TeacherScores;
import io.noisette.distillation.transfer.TransferTexts;
import io.noisette.failure.UsageException;
import io.noisette.model.Labels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A teacher, which is opened only to compute its logits.
 *
 * @param number counted from 1
 * @param given path as the user gave it
 */
record Teacher(int number, Path given, ScoredModel model) {

  /**
   * Finds a teacher and checks its labels.
   *
   * @throws UsageException if it is no classifier, or its labels are not those of the task
   */
  static Teacher find(DistillConfig config, int index, Labels labels) throws IOException {
    Path given = config.teacher().get(index);
    ScoredModel model = ScoredModel.find(given, config.training().maxLength(), config.pairFormat());
    model.requireLabels("--teacher " + given, config.source().task(), labels);
    return new Teacher(index + 1, given, model);
  }

  /** Returns what its logits depend on, by name: digests and the settings of tokenization. */
  Map<String, String> readOrigin(TransferTexts texts) throws IOException {
    return model.readOrigin(texts);
  }

  /** Computes its logits; null if a stop was requested before the end. */
  @Nullable TeacherScores score(
      DistillConfig config, TransferTexts texts, Console console, StopSignal stop)
      throws IOException {
    ScoredModel.Inference inference =
        new ScoredModel.Inference(
            config.runtime().device(),
            config.runtime().threads(),
            config.training().microBatchTokens());
    return model.score("teacher " + number, texts, inference, console, stop);
  }
}
