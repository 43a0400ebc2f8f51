package io.noisette.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.failure.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

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

  @Test
  @Timeout(60)
  void aCosineScheduleAnswersForEveryStep() {
    CosineSchedule equal = new CosineSchedule(1, 0, 0, 0, 1, 1, 1);
    assertEquals(1, equal.at(Long.MAX_VALUE));
    assertEquals(0, new CosineSchedule(1, 0.5, 0, 0, 1, 1, 0.5).at(Long.MAX_VALUE));
    double late = new CosineSchedule(1, 0, 0, 0, 1L << 40, 1L << 24, 1).at(Long.MAX_VALUE);
    assertTrue(late >= 0 && late <= 1, "rate " + late);
  }
}
