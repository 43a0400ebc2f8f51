package io.noisette.sandwich;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SandwichPresetTest {

  /** docs/papers.md 2.8, check 6: within 1e-6, and closer where the rate itself is as small. */
  @ParameterizedTest
  @CsvSource({
    "0, 1e-7",
    "8000, 0.50000005",
    "16000, 1.0",
    "83500, 0.853568",
    "151000, 0.50005",
    "218500, 0.146532",
    "285999, 1.0000034e-4",
    "286000, 0.75",
  })
  void theRatesAreThePapers(long step, double rate) {
    for (SandwichPreset preset :
        new SandwichPreset[] {SandwichPreset.SANDWICH_16_6_PAPER, SandwichPreset.BASELINE_PAPER}) {
      double within = rate > 0.1 ? 1e-6 : 1e-9;
      SandwichLmConfig config = SandwichLmConfig.of(preset);
      assertEquals(rate, config.optimization().toSchedule(config.training()).at(step), within);
    }
  }
}
