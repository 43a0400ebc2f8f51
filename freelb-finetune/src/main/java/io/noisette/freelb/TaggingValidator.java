package io.noisette.freelb;

import io.noisette.command.StopSignal;
import io.noisette.evaluation.tagging.TagPredictions;
import io.noisette.evaluation.tagging.TagPredictor;
import io.noisette.evaluation.tagging.TaggedExamples;
import io.noisette.evaluation.task.TaskValidator;
import io.noisette.train.Validator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleConsumer;

/** Validator that tags all words of the dev file. */
final class TaggingValidator implements Validator {

  private final TagPredictor predictor;
  private final String choice;
  private final TaggedExamples dev;

  TaggingValidator(TagPredictor predictor, String choice, TaggedExamples dev) {
    this.predictor = predictor;
    this.choice = choice;
    this.dev = dev;
  }

  @Override
  public Map<String, Double> validate(StopSignal stop, DoubleConsumer progress) {
    TagPredictions predictions =
        predictor.predict(
            dev,
            done -> {
              progress.accept((double) done / dev.getSize());
              return !stop.isRequested();
            });
    if (predictions == null) {
      return Map.of();
    }
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put(LOSS, predictions.getLoss());
    figures.putAll(predictions.toMetrics());
    figures.put(TaskValidator.CHOSEN, figures.getOrDefault(choice, 0.0));
    return figures;
  }

  @Override
  public String getChoice() {
    return choice;
  }

  @Override
  public boolean isBetter(double figure, double other) {
    return figure > other;
  }
}
