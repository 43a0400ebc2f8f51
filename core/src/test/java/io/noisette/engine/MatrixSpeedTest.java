package io.noisette.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Bounds that every processor keeps: a wrong unit shows, and a product that was not formed. */
final class MatrixSpeedTest {

  @AutoClose private final NDManager manager = Torch.newManager("cpu");

  @ParameterizedTest
  @EnumSource(
      value = Precision.class,
      names = {"FP32", "BF16"})
  void isInOperationsPerSecond(Precision precision) {
    Torch.setThreads(1);
    double speed = MatrixSpeed.measure(manager, precision);
    assertTrue(speed > 1e7 && speed < 2e12, () -> String.valueOf(speed)); // of one core
  }

  @Test
  void aThreadThatHadToWaitIsMeasuredByItsWork() {
    assertEquals(
        10, MatrixSpeed.getTime(10, 9), "on a quiet machine time passes as the thread works");
    assertEquals(10, MatrixSpeed.getTime(80, 10), "beside other work it does not");
    assertEquals(80, MatrixSpeed.getTime(80, Long.MAX_VALUE), "where processor time is not known");
    assertEquals(80, MatrixSpeed.getTime(80, 0));
  }
}
