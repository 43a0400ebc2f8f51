package io.noisette.engine;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Bounds that every processor keeps, so that a wrong unit shows. */
final class MatrixSpeedTest {

  @AutoClose private final NDManager manager = Torch.newManager("cpu");

  @ParameterizedTest
  @EnumSource(
      value = Precision.class,
      names = {"FP32", "BF16"})
  void isInOperationsPerSecond(Precision precision) {
    double speed = MatrixSpeed.measure(manager, precision);
    assertTrue(speed > 1e8 && speed < 1e15, () -> String.valueOf(speed));
  }
}
