package io.noisette.evaluation.tagging;

import ai.djl.ndarray.NDManager;
import io.noisette.classify.Logits;
import io.noisette.failure.NonFiniteException;
import io.noisette.model.TokenTagger;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Batched inference with a tagger, without padding. */
public final class TagPredictor {

  private final NDManager manager;
  private final TokenTagger model;
  private final TaggingTask task;
  private final int batchTokens;

  /**
   * Creates a predictor.
   *
   * @param model whose tags are those of the task, in its order
   * @param batchTokens maximum number of tokens per batch
   */
  public TagPredictor(NDManager manager, TokenTagger model, TaggingTask task, int batchTokens) {
    this.manager = manager;
    this.model = model;
    this.task = task;
    this.batchTokens = batchTokens;
  }

  /**
   * Predicts the tags of all words, or returns null if {@code goOn} ends the work early. Words
   * without a token, such as those behind the end of a text that is cut, get the tag {@value
   * TaggingTask#OUTSIDE}, or the first tag if the task has no such tag.
   *
   * @param goOn called after each batch with the number of texts done; returns false to stop
   */
  public @Nullable TagPredictions predict(TaggedExamples examples, IntPredicate goOn) {
    int[][] tags = new int[examples.getSize()][];
    double[] losses = new double[examples.getSize()]; // summed over the words of each text
    long words = 0;
    int done = 0;
    int outputs = task.labels().size();
    for (int[] batch : examples.toBatches(batchTokens)) {
      float[] logits = logitsOf(examples, batch);
      int at = 0;
      for (int text : batch) {
        int length = examples.getLength(text) * outputs;
        float[] own = Arrays.copyOfRange(logits, at, at + length);
        requireFinite(examples, text, own);
        int[] firsts = examples.getFirsts(text);
        tags[text] = likeliest(own, firsts);
        losses[text] = nats(own, firsts, examples.getFile().texts().get(text).tags());
        words += Arrays.stream(firsts).filter(place -> place >= 0).count();
        at += length;
      }
      done += batch.length;
      if (!goOn.test(done)) {
        return null;
      }
    }
    // In the order of the texts, whatever the batches are.
    double sum = 0;
    for (double loss : losses) {
      sum += loss;
    }
    return new TagPredictions(task, examples.getFile(), tags, sum / Math.max(1, words));
  }

  private float[] logitsOf(TaggedExamples examples, int[] batch) {
    try (NDManager scope = manager.newSubManager()) {
      return model.logits(scope, examples.toBatch(batch)).toFloatArray();
    }
  }

  private int[] likeliest(float[] logits, int[] firsts) {
    int outputs = task.labels().size();
    int[] tags = new int[firsts.length];
    Arrays.fill(tags, Math.max(0, task.getOutside()));
    for (int word = 0; word < tags.length; word++) {
      int row = firsts[word] * outputs;
      tags[word] = row >= 0 ? Logits.argmax(logits, row, outputs) : tags[word];
    }
    return tags;
  }

  private double nats(float[] logits, int[] firsts, List<Integer> targets) {
    int outputs = task.labels().size();
    double sum = 0;
    for (int word = 0; word < firsts.length; word++) {
      int row = firsts[word] * outputs;
      if (row >= 0 && targets.get(word) >= 0) {
        sum += Logits.crossEntropy(logits, row, outputs, targets.get(word));
      }
    }
    return sum;
  }

  private static void requireFinite(TaggedExamples examples, int text, float[] logits) {
    for (float logit : logits) {
      if (!Float.isFinite(logit)) {
        TaggedTexts file = examples.getFile();
        throw new NonFiniteException(
            file.path()
                + ":"
                + file.texts().get(text).line()
                + ": a logit of the model for this text is not finite: the model has diverged; use"
                + " an earlier checkpoint");
      }
    }
  }
}
