package io.noisette.generate;

import io.noisette.failure.NonFiniteException;

/** Picks the largest of many numbers. */
final class TopScores {

  private TopScores() {}

  /** Indices of the {@code count} largest, largest first; of equal ones the lower index first. */
  static int[] of(float[] scores, int count) {
    int[] top = new int[Math.min(count, scores.length)];
    int kept = 0;
    for (int i = 0; i < scores.length; i++) {
      float score = scores[i];
      if (Float.isNaN(score)) {
        throw new NonFiniteException("the model's scores are not numbers; its weights are broken");
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
