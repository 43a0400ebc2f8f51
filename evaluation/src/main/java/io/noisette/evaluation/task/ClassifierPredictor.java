package io.noisette.evaluation.task;

import ai.djl.ndarray.NDManager;
import io.noisette.failure.NonFiniteException;
import io.noisette.model.SequenceClassifier;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Asks a model for its scores of examples, in batches without pads. */
public final class ClassifierPredictor {

  private final NDManager manager;
  private final SequenceClassifier model;
  private final ClassificationTask task;
  private final LabelMapping mapping;
  private final int batchTokens;

  /**
   * @param batchTokens most tokens that are in memory at a time
   * @throws io.noisette.failure.UsageException if the model tells other labels apart than the task
   */
  public ClassifierPredictor(
      NDManager manager, SequenceClassifier model, ClassificationTask task, int batchTokens) {
    this.manager = manager;
    this.model = model;
    this.task = task;
    this.batchTokens = batchTokens;
    mapping = LabelMapping.of(model.getLabels(), task);
  }

  /** Goes through all examples. */
  public Predictions predict(EncodedExamples examples) {
    Predictions predictions = predict(examples, done -> true);
    if (predictions == null) {
      throw new IllegalStateException("nobody asked to stop");
    }
    return predictions;
  }

  /**
   * Goes through all examples.
   *
   * @param goOn is told after each batch how many are done, and says whether to go on
   * @return null if not
   */
  public @Nullable Predictions predict(EncodedExamples examples, IntPredicate goOn) {
    int labels = task.labels().labels().size();
    float[] scores = new float[examples.getSize() * labels];
    int done = 0;
    for (int[] batch : examples.toBatches(batchTokens)) {
      float[] part = scoresOf(examples, batch);
      for (int i = 0; i < batch.length; i++) {
        mapping.reorder(part, i, scores, batch[i]);
      }
      done += batch.length;
      if (!goOn.test(done)) {
        return null;
      }
    }
    return new Predictions(task, examples, scores);
  }

  private float[] scoresOf(EncodedExamples examples, int[] batch) {
    try (NDManager scope = manager.newSubManager()) {
      float[] scores = model.logits(scope, examples.toBatch(batch)).toFloatArray();
      for (int i = 0; i < scores.length; i++) {
        if (!Float.isFinite(scores[i])) {
          int example = batch[i * batch.length / scores.length];
          throw new NonFiniteException(
              "%s: the model's score of it is not finite, but %s: the model has diverged, take an earlier checkpoint"
                  .formatted(examples.getPlace(example), scores[i]));
        }
      }
      return scores;
    }
  }
}
