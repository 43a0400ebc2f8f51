package io.noisette.evaluation.answer;

import ai.djl.ndarray.NDManager;
import io.noisette.classify.Logits;
import io.noisette.evaluation.squad.SquadExample;
import io.noisette.failure.NonFiniteException;
import io.noisette.model.QuestionAnswerer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Batched inference with a model for question answering. */
public final class SpanPredictor {

  /** Number of answers that are kept per example. */
  private static final int KEPT = 20;

  private final NDManager manager;
  private final QuestionAnswerer model;
  private final int maxAnswerTokens;
  private final int batchTokens;

  /**
   * Creates a predictor.
   *
   * @param maxAnswerTokens maximum number of tokens per answer
   * @param batchTokens maximum number of tokens per batch
   */
  public SpanPredictor(
      NDManager manager, QuestionAnswerer model, int maxAnswerTokens, int batchTokens) {
    this.manager = manager;
    this.model = model;
    this.maxAnswerTokens = maxAnswerTokens;
    this.batchTokens = batchTokens;
  }

  /**
   * Predicts the answers of all examples, or returns null if {@code goOn} ends the work early.
   *
   * @param goOn called after each batch with the number of windows done; returns false to stop
   */
  public @Nullable SpanPredictions predict(SpanExamples examples, IntPredicate goOn) {
    List<SpanSearch> searches = newSearches(examples);
    double[] losses = new double[examples.getSize()];
    int done = 0;
    for (int[] batch : examples.toBatches(batchTokens)) {
      float[] logits = logitsOf(examples, batch);
      int at = 0;
      for (int window : batch) {
        int length = examples.getLength(window);
        float[] starts = column(logits, at, length, 0);
        float[] ends = column(logits, at, length, 1);
        SpanWindow own = examples.getWindow(window);
        requireFinite(examples, own, starts, ends);
        searches.get(own.getExample()).add(own, starts, ends);
        losses[window] = (nats(starts, own.getAnswerStart()) + nats(ends, own.getAnswerEnd())) / 2;
        at += length;
      }
      done += batch.length;
      if (!goOn.test(done)) {
        return null;
      }
    }
    return toPredictions(examples, searches, losses);
  }

  private List<SpanSearch> newSearches(SpanExamples examples) {
    List<List<SpanWindow>> windows = new ArrayList<>();
    examples.getExamples().forEach(example -> windows.add(new ArrayList<>()));
    for (int i = 0; i < examples.getSize(); i++) {
      SpanWindow window = examples.getWindow(i);
      windows.get(window.getExample()).add(window);
    }
    return windows.stream().map(own -> new SpanSearch(own, maxAnswerTokens)).toList();
  }

  private static SpanPredictions toPredictions(
      SpanExamples examples, List<SpanSearch> searches, double[] losses) {
    List<SpanPrediction> predictions = new ArrayList<>();
    for (int i = 0; i < searches.size(); i++) {
      SquadExample example = examples.getExamples().get(i);
      predictions.add(searches.get(i).toPrediction(example, examples.getContext(i), KEPT));
    }
    double sum = 0;
    for (double loss : losses) { // in the order of the windows, whatever the batches are
      sum += loss;
    }
    return new SpanPredictions(predictions, sum / losses.length);
  }

  private float[] logitsOf(SpanExamples examples, int[] batch) {
    try (NDManager scope = manager.newSubManager()) {
      return model.logits(scope, examples.toBatch(batch)).toFloatArray();
    }
  }

  private static float[] column(float[] pairs, int from, int length, int column) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = pairs[2 * (from + i) + column];
    }
    return values;
  }

  private static double nats(float[] logits, int target) {
    return Logits.crossEntropy(logits, 0, logits.length, target);
  }

  private static void requireFinite(
      SpanExamples examples, SpanWindow window, float[] starts, float[] ends) {
    for (int i = 0; i < starts.length; i++) {
      if (!Float.isFinite(starts[i]) || !Float.isFinite(ends[i])) {
        throw new NonFiniteException(
            examples.getExamples().get(window.getExample()).describe()
                + ": a logit of the model is not finite: the model has diverged; use an earlier"
                + " checkpoint");
      }
    }
  }
}
