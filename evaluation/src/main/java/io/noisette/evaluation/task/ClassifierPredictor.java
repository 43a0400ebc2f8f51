package io.noisette.evaluation.task;

import ai.djl.ndarray.NDManager;
import io.noisette.failure.NonFiniteException;
import io.noisette.model.SequenceClassifier;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Batched inference with a classifier: logits of all examples, computed without padding. */
public final class ClassifierPredictor {

  private final NDManager manager;
  private final SequenceClassifier model;
  private final ClassificationTask task;
  private final LabelMapping mapping;
  private final int batchTokens;

  /**
   * Creates a predictor for the examples of a task.
   *
   * @param batchTokens maximum number of tokens per batch
   * @throws io.noisette.failure.UsageException if the labels of the model are not those of the task
   */
  public ClassifierPredictor(
      NDManager manager, SequenceClassifier model, ClassificationTask task, int batchTokens) {
    this.manager = manager;
    this.model = model;
    this.task = task;
    this.batchTokens = batchTokens;
    mapping = LabelMapping.of(model.getLabels(), task);
  }

  /** Computes the predictions for all examples, in batches. */
  public Predictions predict(EncodedExamples examples) {
    Predictions predictions = predict(examples, done -> true);
    if (predictions == null) {
      throw new IllegalStateException("the prediction ended early, although no stop was requested");
    }
    return predictions;
  }

  /**
   * Computes the predictions for all examples in batches, or returns null if {@code goOn} ends the
   * work early.
   *
   * @param goOn called after each batch with the number of examples done; returns false to stop
   * @return the predictions, or null if stopped
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

  /**
   * Computes the predictions for all examples of several files, as {@link #predict(EncodedExamples,
   * IntPredicate)} does for one.
   *
   * @param goOn called after each batch with the number of examples done in all files
   * @return the predictions of each file, or null if stopped
   */
  public @Nullable List<Predictions> predict(List<EncodedExamples> files, IntPredicate goOn) {
    List<Predictions> predictions = new ArrayList<>();
    int before = 0;
    for (EncodedExamples examples : files) {
      int first = before;
      Predictions own = predict(examples, done -> goOn.test(first + done));
      if (own == null) {
        return null;
      }
      predictions.add(own);
      before += examples.getSize();
    }
    return predictions;
  }

  private float[] scoresOf(EncodedExamples examples, int[] batch) {
    try (NDManager scope = manager.newSubManager()) {
      float[] scores = model.logits(scope, examples.toBatch(batch)).toFloatArray();
      for (int i = 0; i < scores.length; i++) {
        if (!Float.isFinite(scores[i])) {
          int example = batch[i * batch.length / scores.length];
          throw new NonFiniteException(
              "%s: the model's logit for this example is %s: the model has diverged; use an earlier checkpoint"
                  .formatted(examples.getPlace(example), scores[i]));
        }
      }
      return scores;
    }
  }
}
