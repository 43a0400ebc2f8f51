package io.noisette.generate.search;

import io.noisette.failure.NonFiniteException;

/** Selection of the largest of many numbers. */
public final class TopScores {

  private TopScores() {}

  /**
   * Returns the indices of the {@code count} largest scores, largest first; on ties, the lower
   * index first.
   */
  public static int[] of(float[] scores, int count) {
    int[] top = new int[Math.min(count, scores.length)];
    int kept = 0;
    for (int i = 0; i < scores.length; i++) {
      float score = scores[i];
      if (Float.isNaN(score)) {
        throw new NonFiniteException(
            "the model's output is NaN or infinite; its weights are damaged, or"
                + " training has diverged");
      }
      if (kept == top.length && !(score > scores[top[kept - 1]])) {
        continue;
      }
      int place = kept < top.length ? kept++ : kept - 1;
      while (place > 0 && score > scores[top[place - 1]]) {
        top[place] = top[place - 1];
        place--;
      }
      top[place] = i;
    }
    return top;
  }
}
