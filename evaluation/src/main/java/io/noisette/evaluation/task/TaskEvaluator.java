package io.noisette.evaluation.task;

import ai.djl.ndarray.NDManager;
import io.noisette.command.Console;
import io.noisette.command.Progress;
import io.noisette.command.StopSignal;
import io.noisette.engine.Torch;
import io.noisette.evaluation.EvaluationResult;
import io.noisette.failure.UsageException;
import io.noisette.model.SequenceClassifier;
import io.noisette.model.directory.LengthFit;
import io.noisette.model.directory.ModelDirectory;
import io.noisette.model.directory.ModelOptions;
import io.noisette.run.ModelPath;
import io.noisette.tokenizer.PairEncoder;
import io.noisette.tokenizer.PairFormat;
import io.noisette.tokenizer.Tokenizer;
import jakarta.inject.Provider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Evaluates a classifier on the files of a split, one after the other. */
final class TaskEvaluator {

  private final ClassificationTask task;
  private final TaskEvaluationConfig config;
  private final Provider<PredictionMerge> merge;
  private final Console console;
  private final StopSignal stop;

  TaskEvaluator(
      ClassificationTask task,
      TaskEvaluationConfig config,
      Provider<PredictionMerge> merge,
      Console console,
      StopSignal stop) {
    this.task = task;
    this.config = config;
    this.merge = merge;
    this.console = console;
    this.stop = stop;
  }

  List<EvaluationResult> evaluate() throws IOException {
    List<TaskExamples> files =
        new TaskReader(task, config.data(), console::warn).read(config.split());
    requireUse(files);
    SubmissionFiles submissions = SubmissionFiles.of(task, config.predictions(), files.size());
    Path directory = ModelPath.resolve(config.model());
    List<Path> inputs = new ArrayList<>(ModelPath.filesOf(directory));
    files.forEach(file -> inputs.add(file.path()));
    for (TaskExamples file : files) {
      submissions.requireFree(file, inputs);
    }
    Torch.setThreads(config.threads());
    ModelDirectory stored = new ModelDirectory(directory, console::warn);
    stored.requireClassifier();
    PredictionMerge.Opened specialists =
        config.specialists() == null ? null : merge.get().open(config, task, directory, console);
    try (Tokenizer tokenizer = Tokenizer.load(directory);
        NDManager manager = Torch.newManager(config.device());
        SequenceClassifier model = stored.readClassifier(manager, ModelOptions.DEFAULT)) {
      tokenizer.requireIdsBelow(stored.readVocabSize(), console::warn);
      ClassifierPredictor predictor =
          new ClassifierPredictor(manager, model, task, config.microBatchTokens());
      Map<String, Object> details = new LinkedHashMap<>();
      details.put("model", directory.toString());
      details.put("split", config.split().getName());
      PairEncoder encoder = encoder(directory, tokenizer, model.getMaxLength(), details);
      return measure(files, encoder, predictor, specialists, submissions, details);
    }
  }

  private void requireUse(List<TaskExamples> files) {
    for (TaskExamples file : files) {
      if (!file.isLabelled() && config.predictions() == null) {
        throw new UsageException(
            "%s has no labels, so no metric can be computed; use --predictions FILE to write predictions"
                .formatted(file.path()));
      }
    }
  }

  /** Takes the tokenization settings from the options, then from the fine-tuning run. */
  private PairEncoder encoder(
      Path directory, Tokenizer tokenizer, int mostLength, Map<String, Object> details)
      throws IOException {
    FineTunedRun run = FineTunedRun.of(directory);
    int length = firstOf(config.maxLength(), run.maxLength(), mostLength);
    LengthFit.require(length, directory, mostLength);
    PairFormat format = firstOf(config.pairFormat(), run.pairFormat(), PairFormat.TRANSFORMERS);
    details.put("max_length", length);
    if (task.isPair()) {
      details.put("pair_format", format.name().toLowerCase(Locale.ROOT));
    }
    return new PairEncoder(tokenizer, length, format);
  }

  private static <T> T firstOf(@Nullable T first, @Nullable T second, T otherwise) {
    return first != null ? first : second != null ? second : otherwise;
  }

  private List<EvaluationResult> measure(
      List<TaskExamples> files,
      PairEncoder encoder,
      ClassifierPredictor predictor,
      PredictionMerge.@Nullable Opened specialists,
      SubmissionFiles submissions,
      Map<String, Object> details)
      throws IOException {
    long all = files.stream().mapToLong(file -> file.examples().size()).sum();
    List<EvaluationResult> results = new ArrayList<>();
    try (Progress progress = console.progress("evaluate", all, "examples")) {
      long before = 0;
      for (TaskExamples file : files) {
        long start = before;
        EncodedExamples examples = EncodedExamples.of(file, encoder);
        examples.tellCut(console::warn);
        Predictions predictions =
            predictor.predict(
                examples,
                done -> {
                  progress.update(start + done, file.file().set());
                  return !stop.isRequested();
                });
        if (predictions == null) {
          break;
        }
        predictions.warnOfOneLabel(console::warn);
        results.add(result(file, predictions, details));
        if (specialists != null) {
          PredictionMerge.Merged merged = specialists.merge(file, predictions, stop);
          if (merged == null) {
            break;
          }
          predictions = merged.predictions();
          addRows(results, merged.results());
        }
        submissions.write(file, predictions);
        before += file.examples().size();
      }
    }
    return results;
  }

  /** Adds rows that have the details of the classifier's row, and their own. */
  private static void addRows(List<EvaluationResult> results, List<EvaluationResult> rows) {
    Map<String, Object> common = results.get(results.size() - 1).details();
    for (EvaluationResult row : rows) {
      Map<String, Object> details = new LinkedHashMap<>(common);
      details.putAll(row.details());
      results.add(new EvaluationResult(row.task(), row.n(), row.metrics(), details));
    }
  }

  private EvaluationResult result(
      TaskExamples file, Predictions predictions, Map<String, Object> common) {
    Map<String, Object> details = new LinkedHashMap<>(common);
    if (config.specialists() != null) {
      details.put("answers", "generalist");
      details.put("texts", "all");
    }
    details.put("data", file.path().toString());
    details.put("bad_rows", file.badRows());
    Map<String, Double> metrics = file.isLabelled() ? predictions.toMetrics() : Map.of();
    return new EvaluationResult(task.name(), file.examples().size(), metrics, details);
  }
}
