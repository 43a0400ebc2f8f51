package io.noisette.bart.golden;

import io.noisette.bart.objective.Objective;
import java.util.function.Function;
import java.util.function.ToIntBiFunction;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * Texts for which an objective draws, in two epochs.
 *
 * @param documents number of texts
 */
record DrawSample(NumberedTexts texts, Objective objective, int documents) {

  /** Returns the number of tokens of each text, without special tokens. */
  int getTokens() {
    return texts.getTokens();
  }

  /** Returns how many tokens of a text are predicted. */
  int countTargets() {
    return texts.toExample(objective, 0, 0).countTargets();
  }

  /**
   * Returns in how many texts each value occurs.
   *
   * @param size number of values: 0 to {@code size - 1}
   * @param values the values in a text, each at most once
   */
  double[] count(int size, Function<DrawnText, int[]> values) {
    double[] counts = new double[size];
    for (int document = 0; document < documents; document++) {
      for (int value : values.apply(draw(0, document))) {
        counts[value]++;
      }
    }
    return counts;
  }

  /** Returns in how many texts both epochs draw the same. */
  double[] countEqual(Function<DrawnText, Object> drawn) {
    return new double[] {
      IntStream.range(0, documents)
          .filter(i -> drawn.apply(draw(0, i)).equals(drawn.apply(draw(1, i))))
          .count()
    };
  }

  /** Returns the mean over the texts. */
  double[] mean(ToIntFunction<DrawnText> number) {
    return new double[] {
      IntStream.range(0, documents).map(i -> number.applyAsInt(draw(0, i))).average().orElseThrow()
    };
  }

  /** Returns the mean of what is counted in both epochs of each text. */
  double[] meanOfTwo(ToIntBiFunction<DrawnText, DrawnText> number) {
    return new double[] {
      IntStream.range(0, documents)
          .map(i -> number.applyAsInt(draw(0, i), draw(1, i)))
          .average()
          .orElseThrow()
    };
  }

  private DrawnText draw(long epoch, long document) {
    return new DrawnText(
        texts.toExample(objective, epoch, document), texts.getTokens(), texts.getMaskId());
  }
}
