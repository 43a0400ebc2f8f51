package io.noisette.distillation.transfer;

import ai.djl.ndarray.NDManager;
import io.noisette.command.Console;
import io.noisette.command.Progress;
import io.noisette.command.StopSignal;
import io.noisette.engine.Torch;
import io.noisette.evaluation.task.ClassificationTask;
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
 * A fine-tuned classifier that is opened only to compute its logits.
 *
 * @param directory model directory
 * @param maxLength maximum number of tokens per text, as in its fine-tuning if that is known
 * @param pairFormat separator of pairs, as in its fine-tuning if that is known
 */
public record ScoredModel(Path directory, int maxLength, PairFormat pairFormat) {

  /**
   * How logits are computed.
   *
   * @param device to compute on
   * @param threads number of CPU threads per tensor operator; 0: all cores
   * @param batchTokens number of tokens per forward pass
   */
  public record Inference(String device, int threads, int batchTokens) {}

  /**
   * Finds a model.
   *
   * @param given model directory, checkpoint or run directory
   * @param maxLength number of tokens if it is not from a run, or fewer if it allows only that
   * @param pairFormat separator if neither a run nor the model itself tells that of its fine-tuning
   * @throws UsageException if there is no classifier
   */
  public static ScoredModel find(Path given, int maxLength, PairFormat pairFormat)
      throws IOException {
    Path directory = ModelPath.resolve(given);
    ModelDirectory model = new ModelDirectory(directory, notice -> {});
    model.requireClassifier();
    FineTunedRun run = FineTunedRun.of(directory);
    Integer length = run.maxLength();
    PairFormat format = run.pairFormat();
    int most = model.readMaxLength();
    return new ScoredModel(
        directory,
        length == null ? Math.min(maxLength, most) : length,
        format == null ? pairFormat : format);
  }

  /**
   * Checks that the labels of the model are those of a task.
   *
   * @param given how the user named the model, such as {@code --teacher runs/sst2}
   * @param task how the user named the task
   * @throws UsageException if they are not
   */
  public void requireLabels(String given, String task, Labels labels) throws IOException {
    Labels own = new ModelDirectory(directory, notice -> {}).readLabels();
    if (labels.findIn(own) == null) {
      throw new UsageException(
          "%s has %s, but the task %s has %s; give a model that was fine-tuned on this task"
              .formatted(given, describe(own), task, describe(labels)));
    }
  }

  /** Returns what its logits depend on, by name: digests and the settings of tokenization. */
  public Map<String, String> readOrigin(TransferTexts texts) throws IOException {
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

  /**
   * Computes the logits of all texts; null if a stop was requested before the end.
   *
   * @param name of the model in the display of progress
   */
  public @Nullable TeacherScores score(
      String name, TransferTexts texts, Inference inference, Console console, StopSignal stop)
      throws IOException {
    List<TaskExamples> files = new ArrayList<>(texts.parts());
    files.addAll(texts.dev());
    List<float[]> logits = score(name, texts.task(), files, inference, console, stop);
    int parts = texts.parts().size();
    return logits == null
        ? null
        : new TeacherScores(
            readOrigin(texts),
            concatenate(logits.subList(0, parts)),
            logits.subList(parts, logits.size()));
  }

  /**
   * Computes the logits of the examples of some files, (examples, labels) row by row in the order
   * of the task's labels; null if a stop was requested before the end.
   *
   * @param name of the model in the display of progress
   */
  public @Nullable List<float[]> score(
      String name,
      ClassificationTask task,
      List<TaskExamples> files,
      Inference inference,
      Console console,
      StopSignal stop)
      throws IOException {
    return score(
        name,
        task,
        inference,
        console,
        stop,
        (tokenizer, encoder) ->
            files.stream().map(file -> EncodedExamples.of(file, encoder)).toList());
  }

  /** Encodes sets of texts for the model. */
  @FunctionalInterface
  public interface TextEncoding {
    /** Returns the sets as tokens of the model. */
    List<EncodedExamples> encode(Tokenizer tokenizer, PairEncoder encoder) throws IOException;
  }

  /**
   * Computes the logits of sets of texts as {@link #score(String, ClassificationTask, List,
   * Inference, Console, StopSignal)} does.
   */
  public @Nullable List<float[]> score(
      String name,
      ClassificationTask task,
      Inference inference,
      Console console,
      StopSignal stop,
      TextEncoding texts)
      throws IOException {
    ModelDirectory stored = new ModelDirectory(directory, console::warn);
    Torch.setThreads(inference.threads());
    try (Tokenizer tokenizer = Tokenizer.load(directory);
        NDManager manager = Torch.newManager(inference.device());
        SequenceClassifier model = stored.readClassifier(manager, ModelOptions.DEFAULT)) {
      tokenizer.requireIdsBelow(stored.readVocabSize(), console::warn);
      ClassifierPredictor predictor =
          new ClassifierPredictor(manager, model, task, inference.batchTokens());
      List<EncodedExamples> sets =
          texts.encode(tokenizer, new PairEncoder(tokenizer, maxLength, pairFormat));
      return score(name, predictor, sets, console, stop);
    }
  }

  private static @Nullable List<float[]> score(
      String name,
      ClassifierPredictor predictor,
      List<EncodedExamples> sets,
      Console console,
      StopSignal stop) {
    int all = sets.stream().mapToInt(EncodedExamples::getSize).sum();
    try (Progress progress = console.progress(name, all, "texts")) {
      List<float[]> logits = new ArrayList<>();
      int before = 0;
      for (EncodedExamples set : sets) {
        int first = before;
        Predictions predictions =
            predictor.predict(
                set,
                done -> {
                  progress.update(first + done, "");
                  return !stop.isRequested();
                });
        if (predictions == null) {
          return null;
        }
        logits.add(rows(predictions));
        before += set.getSize();
      }
      return logits;
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
