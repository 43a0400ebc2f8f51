package io.noisette.freelb;

import ai.djl.ndarray.NDManager;
import io.noisette.command.Console;
import io.noisette.command.StopSignal;
import io.noisette.evaluation.tagging.TagPredictions;
import io.noisette.evaluation.tagging.TagPredictor;
import io.noisette.evaluation.tagging.TaggedExamples;
import io.noisette.evaluation.task.TaskValidator;
import io.noisette.model.PackedTokens;
import io.noisette.model.TokenTagger;
import io.noisette.train.Validator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Encoded texts of a tagging task.
 *
 * @param texts training examples
 * @param dev validation examples
 * @param digests SHA-256 of all files, by name
 */
record TaggingSplits(
    TaggingTuning tuning, TaggedExamples texts, TaggedExamples dev, Map<String, String> digests)
    implements TaskSplits<TokenTagger, PackedTokens> {

  @Override
  public TrainingExamples<PackedTokens> train() {
    return new TrainingExamples<>(
        texts.getSize(), texts::getLength, texts::toBatch, texts::getTargets);
  }

  @Override
  public List<String> metrics() {
    return tuning.task().getMetrics();
  }

  @Override
  public String describe() {
    return TaskSplits.describe(tuning.name(), texts.getDescription(), dev.getDescription());
  }

  @Override
  public Validator newValidator(NDManager manager, TokenTagger model, int microBatchTokens) {
    TagPredictor predictor = new TagPredictor(manager, model, tuning.task(), microBatchTokens);
    return new TaskValidator(
        dev.getSize(),
        tuning.metric(),
        goOn -> {
          TagPredictions predictions = predictor.predict(dev, goOn);
          return predictions == null ? null : measure(predictions);
        });
  }

  private static Map<String, Double> measure(TagPredictions predictions) {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put(Validator.LOSS, predictions.getLoss());
    figures.putAll(predictions.toMetrics());
    return figures;
  }

  @Override
  public List<String> predictionFiles() {
    return List.of(tuning.name() + ".tsv");
  }

  /** Writes {@code NAME.tsv}, a word and its tag per line. */
  @Override
  public boolean writePredictions(
      NDManager manager,
      TokenTagger model,
      int microBatchTokens,
      Path directory,
      StopSignal stop,
      Console console)
      throws IOException {
    TagPredictions predictions =
        new TagPredictor(manager, model, tuning.task(), microBatchTokens)
            .predict(dev, done -> !stop.isRequested());
    if (predictions == null) {
      return false;
    }
    predictions.write(directory.resolve(predictionFiles().get(0)));
    return true;
  }
}
