package io.noisette.model.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ai.djl.ndarray.types.Shape;
import io.noisette.model.ParameterSpec;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class InitializationTest {

  private static final int PAD = 1;

  private final Initialization initialization = new Initialization(42, 0.02, PAD);

  @Test
  void weightsAreNormalWithTheDeviation() {
    float[] values = initialization.toArray(matrix("a.weight", ParameterSpec.Start.NORMAL));
    double mean = 0;
    double square = 0;
    double fourth = 0;
    for (float value : values) {
      mean += value / values.length;
      square += (double) value * value / values.length;
      fourth += Math.pow(value, 4) / values.length;
    }
    double error = 0.02 / Math.sqrt(values.length);
    assertEquals(0, mean, 4 * error);
    assertEquals(0.02, Math.sqrt(square), 4 * error);
    assertEquals(3, fourth / (square * square), 0.2); // a normal distribution's
  }

  @Test
  void thePadRowIsZeroAndTheOthersAreNot() {
    float[] values = initialization.toArray(matrix("b.weight", ParameterSpec.Start.NORMAL_BUT_PAD));
    for (int i = 0; i < values.length; i++) {
      assertEquals(i / 100 == PAD, values[i] == 0, "value " + i);
    }
  }

  @Test
  void aPadRowBeyondATableOfPositionsIsNone() {
    Shape positions = new Shape(3, 100);
    Initialization far = new Initialization(42, 0.02, 3);
    float[] values =
        far.toArray(new ParameterSpec("p", positions, ParameterSpec.Start.NORMAL_BUT_PAD));
    for (int i = 0; i < values.length; i++) {
      assertFalse(values[i] == 0, "value " + i);
    }
  }

  @Test
  void normsAreOneAndBiasesZero() {
    Shape shape = new Shape(5);
    var norm = new ParameterSpec("n", shape, ParameterSpec.Start.ONE);
    var bias = new ParameterSpec("b", shape, ParameterSpec.Start.ZERO);
    assertArrayEquals(new float[] {1, 1, 1, 1, 1}, initialization.toArray(norm));
    assertArrayEquals(new float[5], initialization.toArray(bias));
  }

  /** As fairseq has them: docs/papers.md 2.2. */
  @Test
  void languageModelsBeginAsInFairseq() {
    float[] words = initialization.toArray(matrix("w", ParameterSpec.Start.EMBEDDING_BUT_PAD));
    double square = 0;
    for (int i = 0; i < words.length; i++) {
      square += (double) words[i] * words[i] / words.length;
      assertEquals(i / 100 == PAD, words[i] == 0, "value " + i);
    }
    assertEquals(0.1, Math.sqrt(square), 0.002);
    assertUniform(Math.sqrt(6.0 / 300), ParameterSpec.Start.XAVIER);
    assertUniform(Math.sqrt(6.0 / 700), ParameterSpec.Start.XAVIER_OF_THREE);
    var bias = new ParameterSpec("b", new Shape(2), ParameterSpec.Start.TWO);
    assertArrayEquals(new float[] {2, 2}, initialization.toArray(bias));
  }

  private void assertUniform(double bound, ParameterSpec.Start start) {
    double largest = 0;
    double square = 0;
    for (float value : initialization.toArray(matrix("x", start))) {
      largest = Math.max(largest, Math.abs(value));
      square += (double) value * value / 20_000;
    }
    assertEquals(bound, largest, 1e-3 * bound);
    assertEquals(bound / Math.sqrt(3), Math.sqrt(square), 0.02 * bound);
  }

  @Test
  void valuesAreAFunctionOfSeedAndName() {
    ParameterSpec one = matrix("a.weight", ParameterSpec.Start.NORMAL);
    float[] values = initialization.toArray(one);
    assertArrayEquals(values, new Initialization(42, 0.02, PAD).toArray(one));
    assertFalse(Arrays.equals(values, new Initialization(43, 0.02, PAD).toArray(one)));
    ParameterSpec other = matrix("c.weight", ParameterSpec.Start.NORMAL);
    assertFalse(Arrays.equals(values, initialization.toArray(other)));
  }

  private static ParameterSpec matrix(String name, ParameterSpec.Start start) {
    return new ParameterSpec(name, new Shape(200, 100), start);
  }
}
