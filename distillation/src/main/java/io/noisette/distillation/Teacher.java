package io.noisette.distillation;

import ai.djl.ndarray.NDManager;
import io.noisette.command.Console;
import io.noisette.command.Progress;
import io.noisette.command.StopSignal;
import io.noisette.engine.Torch;
import io.noisette.evaluation.task.ClassifierPredictor;
import io.noisette.evaluation.task.EncodedExamples;
import io.noisette.evaluation.task.FineTunedRun;
import io.noisette.evaluation.task.Predictions;
import io.noisette.evaluation.task.TaskExamples;
import io.noisette.failure.UsageException;
import io.noisette.model.Labels;
import io.noisette.model.SequenceClassifier;
import io.noisette.model.directory.ModelDirectory;
import io.noisette.model.directory.ModelOptions;
import io.noisette.run.ModelPath;
import io.noisette.tokenizer.PairEncoder;
import io.noisette.tokenizer.PairFormat;
import io.noisette.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A teacher, which is opened only to compute its logits.
 *
 * @param number counted from 1
 * @param given path as the user gave it
 * @param directory model directory
 * @param maxLength maximum number of tokens per text, as in its fine-tuning if that is known
 * @param pairFormat separator of pairs, as in its fine-tuning if that is known
 */
record Teacher(int number, Path given, Path directory, int maxLength, PairFormat pairFormat) {

  /**
   * Finds a teacher and checks its labels.
   *
   * @throws UsageException if it is no classifier, or its labels are not those of the task
   */
  static Teacher find(DistillConfig config, int index, Labels labels) throws IOException {
    Path given = config.teacher().get(index);
    Path directory = ModelPath.resolve(given);
    ModelDirectory model = new ModelDirectory(directory, notice -> {});
    model.requireClassifier();
    Labels own = model.readLabels();
    if (labels.findIn(own) == null) {
      throw new UsageException(
          "--teacher %s has %s, but the task %s has %s; give a model that was fine-tuned on this task"
              .formatted(given, describe(own), config.task(), describe(labels)));
    }
    FineTunedRun run = FineTunedRun.of(directory);
    Integer length = run.maxLength();
    PairFormat format = run.pairFormat();
    int most = model.readMaxLength();
    return new Teacher(
        index + 1,
        given,
        directory,
        length == null ? Math.min(config.training().maxLength(), most) : length,
        format == null ? config.pairFormat() : format);
  }

  /** Returns what its logits depend on, by name: digests and the settings of tokenization. */
  Map<String, String> readOrigin(TransferTexts texts) throws IOException {
    Map<String, String> origin = new LinkedHashMap<>(texts.digests());
    origin.put("model", new ModelDirectory(directory, notice -> {}).readDigest());
    try (Tokenizer tokenizer = Tokenizer.load(directory)) {
      origin.put("tokenizer", tokenizer.getDigest());
    }
    origin.put("labels", String.join(", ", texts.task().labels().labels().names()));
    origin.put("max-length", Integer.toString(maxLength));
    origin.put("pair-format", pairFormat.name().toLowerCase(Locale.ROOT));
    return origin;
  }

  /** Computes its logits; null if a stop was requested before the end. */
  @Nullable TeacherScores score(
      DistillConfig config, TransferTexts texts, Console console, StopSignal stop)
      throws IOException {
    ModelDirectory stored = new ModelDirectory(directory, console::warn);
    Torch.setThreads(config.runtime().threads());
    try (Tokenizer tokenizer = Tokenizer.load(directory);
        NDManager manager = Torch.newManager(config.runtime().device());
        SequenceClassifier model = stored.readClassifier(manager, ModelOptions.DEFAULT);
        Progress progress = console.progress("teacher " + number, texts.countAll(), "texts")) {
      tokenizer.requireIdsBelow(stored.readVocabSize(), console::warn);
      PairEncoder encoder = new PairEncoder(tokenizer, maxLength, pairFormat);
      int tokens = config.training().microBatchTokens();
      ClassifierPredictor predictor = new ClassifierPredictor(manager, model, texts.task(), tokens);
      List<TaskExamples> files = new ArrayList<>(texts.parts());
      files.addAll(texts.dev());
      List<float[]> logits = new ArrayList<>();
      int before = 0;
      for (TaskExamples file : files) {
        int first = before;
        Predictions predictions =
            predictor.predict(
                EncodedExamples.of(file, encoder),
                done -> {
                  progress.update(Math.min(texts.countAll(), first + done), "");
                  return !stop.isRequested();
                });
        if (predictions == null) {
          return null;
        }
        logits.add(rows(predictions));
        before += file.examples().size();
      }
      int parts = texts.parts().size();
      return new TeacherScores(
          readOrigin(texts),
          concatenate(logits.subList(0, parts)),
          logits.subList(parts, logits.size()));
    }
  }

  private static String describe(Labels labels) {
    return switch (labels.problem()) {
      case REGRESSION -> "one score (regression)";
      case CLASSIFICATION -> "the labels " + String.join(", ", labels.names());
    };
  }

  private static float[] rows(Predictions predictions) {
    List<float[]> rows = new ArrayList<>();
    for (int i = 0; i < predictions.getExamples().getSize(); i++) {
      rows.add(predictions.getScores(i));
    }
    return concatenate(rows);
  }

  private static float[] concatenate(List<float[]> parts) {
    float[] all = new float[parts.stream().mapToInt(part -> part.length).sum()];
    int to = 0;
    for (float[] part : parts) {
      System.arraycopy(part, 0, all, to, part.length);
      to += part.length;
    }
    return all;
  }
}
