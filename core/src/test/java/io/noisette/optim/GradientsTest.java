package io.noisette.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.noisette.engine.Parameters;
import io.noisette.engine.Torch;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is done to all gradients at once, in numbers that can be checked by hand. */
final class GradientsTest {

  @AutoClose private final NDManager manager = Torch.newManager("cpu");
  private Parameters parameters;
  @AutoClose private Gradients gradients;

  @BeforeEach
  void fill() {
    parameters = filled(new float[] {2, 4}, new float[] {4});
    gradients = new Gradients(manager, parameters);
  }

  @Test
  void theNormIsThatOfOneLongVector() {
    assertEquals(6, gradients.measureNorm());
  }

  @Test
  void whatIsTooLongIsScaledAndWhatIsNotStays() {
    gradients.clip(6, 8);
    assertGradients(new float[] {2, 4}, new float[] {4});
    gradients.clip(6, 0);
    assertGradients(new float[] {2, 4}, new float[] {4});
    gradients.clip(6, 3);
    assertEquals(3, gradients.measureNorm(), 1e-5);
  }

  @Test
  void scalingAndClearingReachEveryGradient() {
    gradients.scale(0.5);
    assertGradients(new float[] {1, 2}, new float[] {2});
    gradients.clear();
    assertGradients(new float[2], new float[1]);
  }

  @Test
  void thoseOfAReplicaAreAddedAndThenZero() {
    Parameters other = filled(new float[] {10, 20}, new float[] {30});
    try (Gradients replica = new Gradients(manager, other)) {
      gradients.addAndClear(replica);
    }
    assertGradients(new float[] {12, 24}, new float[] {34});
    assertArrayEquals(new float[2], other.getGradient("a").toFloatArray());
    assertArrayEquals(new float[1], other.getGradient("b").toFloatArray());
  }

  private void assertGradients(float[] a, float[] b) {
    assertArrayEquals(a, parameters.getGradient("a").toFloatArray());
    assertArrayEquals(b, parameters.getGradient("b").toFloatArray());
  }

  private Parameters filled(float[] a, float[] b) {
    Parameters filled = new Parameters(manager);
    filled.add("a", new Shape(2), new float[2]);
    filled.add("b", new Shape(1), new float[1]);
    Parameters.overwrite(filled.getGradient("a"), a);
    Parameters.overwrite(filled.getGradient("b"), b);
    return filled;
  }
}
