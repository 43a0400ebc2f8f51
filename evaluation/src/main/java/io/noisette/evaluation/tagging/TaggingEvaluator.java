package io.noisette.evaluation.tagging;

import ai.djl.ndarray.NDManager;
import io.noisette.command.Console;
import io.noisette.command.Progress;
import io.noisette.command.StopSignal;
import io.noisette.engine.Torch;
import io.noisette.evaluation.EvaluationResult;
import io.noisette.evaluation.task.FineTunedRun;
import io.noisette.evaluation.task.TaskEvaluationConfig;
import io.noisette.failure.UsageException;
import io.noisette.model.Labels;
import io.noisette.model.TokenTagger;
import io.noisette.model.directory.LengthFit;
import io.noisette.model.directory.ModelDirectory;
import io.noisette.model.directory.ModelOptions;
import io.noisette.run.ModelPath;
import io.noisette.run.OutputPlace;
import io.noisette.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Evaluates a tagger on a split of a task. */
final class TaggingEvaluator {

  private final TaggingTask task;
  private final TaskEvaluationConfig config;
  private final Console console;
  private final StopSignal stop;

  TaggingEvaluator(
      TaggingTask task, TaskEvaluationConfig config, Console console, StopSignal stop) {
    this.task = task;
    this.config = config;
    this.console = console;
    this.stop = stop;
  }

  List<EvaluationResult> evaluate() throws IOException {
    if (config.specialists() != null) {
      throw new UsageException("--specialists are for classification, not for tagging");
    }
    TaggedTexts texts = task.read(config.data(), config.split());
    if (!texts.isTagged() && config.predictions() == null) {
      throw new UsageException(
          "%s has words without a tag, so no metric can be computed; use --predictions FILE to write predictions"
              .formatted(texts.path()));
    }
    Path predictionFile = findPredictionFile();
    Path directory = ModelPath.resolve(config.model());
    List<Path> inputs = new ArrayList<>(ModelPath.filesOf(directory));
    inputs.addAll(task.findFiles(config.data())); // predictions look like data
    OutputPlace.requireOther("--predictions", predictionFile, inputs);
    TagPredictions.requireEarlier(task, predictionFile);
    Torch.setThreads(config.threads());
    ModelDirectory stored = new ModelDirectory(directory, console::warn);
    stored.requireTagger();
    requireTags(directory, stored.readLabels());
    ModelOptions options = ModelOptions.DEFAULT.with(it -> it.labels(task.labels()));
    try (Tokenizer tokenizer = Tokenizer.load(directory);
        NDManager manager = Torch.newManager(config.device());
        TokenTagger model = stored.readTagger(manager, options)) {
      tokenizer.requireIdsBelow(stored.readVocabSize(), console::warn);
      int length = findLength(directory, model.getMaxLength());
      TaggedExamples examples = TaggedExamples.of(texts, tokenizer, length, console::warn);
      TagPredictions predictions =
          predict(new TagPredictor(manager, model, task, config.microBatchTokens()), examples);
      if (predictions == null) {
        return List.of();
      }
      if (predictionFile != null) {
        predictions.write(predictionFile);
      }
      Map<String, Object> details = new LinkedHashMap<>();
      details.put("model", directory.toString());
      details.put("split", config.split().getName());
      details.put("max_length", length);
      details.put("data", texts.path().toString());
      details.put("words", texts.countWords());
      Map<String, Double> metrics = texts.isTagged() ? predictions.toMetrics() : Map.of();
      return List.of(new EvaluationResult(task.name(), examples.getSize(), metrics, details));
    }
  }

  private @Nullable Path findPredictionFile() throws IOException {
    Path given = config.predictions();
    if (given == null) {
      return null;
    }
    Path file = Files.isDirectory(given) ? given.resolve(task.name() + ".tsv") : given;
    OutputPlace.requireFile("--predictions", file);
    return file;
  }

  private void requireTags(Path directory, Labels stored) {
    if (task.labels().findIn(stored) == null) {
      throw new UsageException(
          "%s has the tags %s, but the task %s has %s; fine-tune a model for this task"
              .formatted(
                  directory,
                  String.join(", ", stored.names()),
                  task.name(),
                  String.join(", ", task.labels().names())));
    }
  }

  private int findLength(Path directory, int most) throws IOException {
    Integer ofRun = FineTunedRun.of(directory).maxLength();
    Integer given = config.maxLength();
    int length = given != null ? given : ofRun != null ? ofRun : most;
    LengthFit.require(length, directory, most);
    return length;
  }

  private @Nullable TagPredictions predict(TagPredictor predictor, TaggedExamples examples) {
    try (Progress progress = console.progress("evaluate", examples.getSize(), "texts")) {
      return predictor.predict(
          examples,
          done -> {
            progress.update(done, "");
            return !stop.isRequested();
          });
    }
  }
}
