package io.noisette.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noisette.bart.SpeedTrial;
import org.junit.jupiter.api.Test;

class TrainingPlanTest {

  @Test
  void stepsAndValidationsFillTheTimeButForAReserve() {
    TrainingPlan plan = TrainingPlan.of(5, new SpeedTrial.Speed(10, 0.8));
    // 300 s, of these 96 %, less 15 validations of 0.8 s: 276 s of 10 steps
    assertEquals(new TrainingPlan(10, 0.8, 2760, 184), plan);
  }

  @Test
  void whereTimeIsShortThereAreFewerValidations() {
    TrainingPlan plan = TrainingPlan.of(1, new SpeedTrial.Speed(10, 2));
    assertEquals(496, plan.steps()); // 57.6 s less 4 validations of 2 s
    assertEquals(124, plan.validateEvery());
  }

  @Test
  void thereIsAlwaysAStepAndAValidation() {
    TrainingPlan plan = TrainingPlan.of(1e-6, new SpeedTrial.Speed(0.1, 60));
    assertEquals(1, plan.steps());
    assertEquals(1, plan.validateEvery());
  }

  @Test
  void aLongRunKeepsThePresetsWarmupAndAShortOneHalf() {
    TrainingPlan plan = TrainingPlan.of(5, new SpeedTrial.Speed(10, 0.8));
    assertEquals(500, plan.limitWarmup(500));
    assertEquals(1380, plan.limitWarmup(5000));
    assertEquals(0, TrainingPlan.of(1e-6, new SpeedTrial.Speed(1, 1)).limitWarmup(500));
  }
}
