package io.noisette.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.settings.GivenValue;
import io.noisette.settings.SettingsSchema;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TrainingSettingsTest {

  @ParameterizedTest
  @CsvSource({
    "1000, (10.0 epochs)",
    "96, (1.0 epochs)",
    "50, (50 % of an epoch)",
    "1, (1 % of an epoch)"
  })
  void theLengthIsInEpochsOrAShareOfOne(int steps, String share) {
    assertTrue(settings(steps, 100, 100).describe("adamw", 10_000).contains(share));
  }

  @Test
  void aTinyShareOfALargeTextIsNotZero() {
    TrainingSettings settings = settings(20, 100, 100);
    assertTrue(settings.describe("adamw", 1_000_000).contains("(0.20 % of an epoch)"));
    assertTrue(
        settings.describe("adamw", 1_000_000_000).contains("(less than 0.01 % of an epoch)"));
    assertTrue(settings.describe("adamw", 0).contains("tokens with adamw"), "unknown text");
  }

  @Test
  void aMicroBatchHasNoMoreTokensThanAStepAndAStepHasASequence() {
    assertEquals(100, settings(1, 1000, 100).countMicroBatchTokens());
    assertEquals(80, settings(1, 80, 100).countMicroBatchTokens());
    assertEquals(64, settings(1, 8, 100).countMicroBatchTokens());
  }

  /** Returns settings with sequences of 64 tokens. */
  private static TrainingSettings settings(int steps, int tokensPerStep, int microBatchTokens) {
    Map<String, Object> values = new HashMap<>();
    values.put("steps", steps);
    values.put("tokens-per-step", tokensPerStep);
    values.put("micro-batch-tokens", microBatchTokens);
    values.put("sequence-length", 64);
    values.put("learning-rate", 0.1);
    values.put("warmup-steps", 0);
    values.put("dropout", 0);
    return SettingsSchema.of(TrainingSettings.class).read(GivenValue.ofAll(values), Map.of());
  }
}
