package io.noisette.classify;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class LogitsTest {

  private static final float[] ROWS = {9, 9, 0, 1, 1, 9};

  @Test
  void softmaxOfLogarithmsIsTheirShares() {
    double[] logits = {Math.log(1), Math.log(2), Math.log(5)};
    assertArrayEquals(new double[] {0.125, 0.25, 0.625}, Logits.softmax(logits), 1e-15);
  }

  @Test
  void logitsMayBeLarge() {
    assertArrayEquals(new double[] {0.5, 0.5}, Logits.softmax(new double[] {1e6, 1e6}));
    assertEquals(Math.log(2), Logits.crossEntropy(new float[] {1e3f, 1e3f}, 0, 2, 1), 1e-12);
  }

  @Test
  void theFirstOfEqualClassesIsChosen() {
    assertEquals(1, Logits.argmax(ROWS, 2, 3));
    assertEquals(0, Logits.argmax(new double[] {0, 2, 2, 2}, 1, 3));
  }

  @Test
  void crossEntropyIsTheLogarithmOfTheProbability() {
    double[] probabilities = Logits.softmax(new double[] {0, 1, 1});
    assertEquals(-Math.log(probabilities[0]), Logits.crossEntropy(ROWS, 2, 3, 0), 1e-15);
    assertEquals(-Math.log(probabilities[2]), Logits.crossEntropy(ROWS, 2, 3, 2), 1e-15);
  }
}
