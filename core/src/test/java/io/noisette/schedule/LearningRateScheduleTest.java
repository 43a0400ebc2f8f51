package io.noisette.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.noisette.failure.UsageException;
import org.junit.jupiter.api.Test;

final class LearningRateScheduleTest {

  @Test
  void polynomialWarmsUpFromZeroAndEndsAtItsEnd() {
    var schedule = new PolynomialSchedule(0.4, 0.1, 1, 4, 10);
    assertEquals(0, schedule.at(0));
    assertEquals(0.1, schedule.at(1), 1e-15);
    assertEquals(0.4, schedule.at(4));
    assertEquals(0.25, schedule.at(7), 1e-15);
    assertEquals(0.1, schedule.at(10));
    assertEquals(0.1, schedule.at(1_000_000));
  }

  @Test
  void polynomialWithoutWarmUpStartsAtItsPeak() {
    assertEquals(0.4, new PolynomialSchedule(0.4, 0, 2, 0, 10).at(0));
    assertEquals(0.1, new PolynomialSchedule(0.4, 0, 2, 0, 10).at(5), 1e-15);
  }

  @Test
  void linearReachesZeroAndStaysThere() {
    var schedule = new LinearSchedule(1, 2, 10);
    assertEquals(0.5, schedule.at(1));
    assertEquals(1, schedule.at(2));
    assertEquals(0.5, schedule.at(6));
    assertEquals(0, schedule.at(11));
  }

  @Test
  void inverseSquareRootHalvesWhenTheStepQuadruples() {
    var schedule = new InverseSquareRootSchedule(1, 0.5, 100);
    assertEquals(0.5, schedule.at(0));
    assertEquals(1, schedule.at(100));
    assertEquals(0.5, schedule.at(400));
    assertThrows(UsageException.class, () -> new InverseSquareRootSchedule(1, 0, 0));
  }

  @Test
  void aCosineCycleStartsAtItsMaximum() {
    var schedule = new CosineSchedule(1, 0, 0, 2, 10, 2, 0.5);
    assertEquals(0.5, schedule.at(1));
    assertEquals(1, schedule.at(2));
    assertEquals(0.5, schedule.at(7), 1e-15);
    assertEquals(0.5, schedule.at(12));
    assertEquals(0.25, schedule.at(22), 1e-15);
    assertEquals(0.25, schedule.at(32));
  }
}
