package io.noisette.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.bart.SpeedTrial;
import org.junit.jupiter.api.Test;

class TrainingPlanTest {

  @Test
  void stepsAndValidationsFillTheirShareOfTheTimeButForAReserve() {
    TrainingPlan plan = TrainingPlan.of(300, new SpeedTrial.Speed(10, 0.8));
    // 80 % of 300 s, of these 96 %, less 15 validations of 0.8 s: 218.4 s of 10 steps
    assertEquals(new TrainingPlan(10, 0.8, 2184, 146, null), plan);
    assertEquals(240, plan.limitSeconds(0), 0.1);
    assertEquals(120, plan.limitSeconds(1092), 0.1);
  }

  @Test
  void whereTimeIsShortThereAreFewerValidations() {
    TrainingPlan plan = TrainingPlan.of(60, new SpeedTrial.Speed(10, 2));
    assertEquals(401, plan.steps()); // 46.08 s less 3 validations of 2 s
    assertEquals(134, plan.validateEvery());
  }

  @Test
  void thereIsAlwaysAStepAndAValidation() {
    TrainingPlan plan = TrainingPlan.of(0, new SpeedTrial.Speed(0.1, 60));
    assertEquals(1, plan.steps());
    assertEquals(1, plan.validateEvery());
  }

  @Test
  void aLongRunKeepsThePresetsWarmupAndAShortOneHalf() {
    TrainingPlan plan = TrainingPlan.of(300, new SpeedTrial.Speed(10, 0.8));
    assertEquals(500, plan.limitWarmup(500));
    assertEquals(1092, plan.limitWarmup(5000));
    assertEquals(0, TrainingPlan.of(0, new SpeedTrial.Speed(1, 1)).limitWarmup(500));
  }

  @Test
  void aRunOfFewStepsHasALowerRate() {
    assertEquals(3e-3, TrainingPlan.of(300, new SpeedTrial.Speed(10, 0.8)).limitRate(3e-3));
    assertEquals(1e-3, TrainingPlan.of(0, new SpeedTrial.Speed(10, 0.8)).limitRate(3e-3), 1e-9);
    TrainingPlan half = new TrainingPlan(1, 1, 125, 25, null);
    assertEquals(1.5e-3, half.limitRate(3e-3), 1e-9);
  }

  @Test
  void aRunThatTheClockHasEndedIsOver() {
    TrainingPlan plan = TrainingPlan.of(300, new SpeedTrial.Speed(10, 0.8));
    assertEquals(2184, plan.lastStep());
    assertEquals(700, plan.endedAt(700).lastStep());
  }

  @Test
  void fineTuningHasPairsForTheTimeThatIsLeft() {
    TrainingPlan plan = TrainingPlan.of(300, new SpeedTrial.Speed(10, 0.8));
    assertEquals(64, plan.countFineTuningPairs(0));
    int examples = plan.countFineTuningPairs(50);
    double seconds = examples * 6 * 30 / (10 * 1024.0);
    assertTrue(seconds < 40 && seconds > 30, "seconds " + seconds);
    assertEquals(4000, plan.countFineTuningPairs(5000));
  }
}
