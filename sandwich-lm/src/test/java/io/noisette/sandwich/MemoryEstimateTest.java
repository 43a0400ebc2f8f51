package io.noisette.sandwich;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.model.sandwich.LanguageTokens;
import io.noisette.model.sandwich.SandwichConfig;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryEstimateTest {

  private static final int VOCABULARY = 1000;

  private static final SandwichLmConfig CONFIG =
      SandwichLmConfig.of(SandwichPreset.TINY)
          .withShape(shape -> shape.dModel(16).heads(2).ffnDim(32).cutoffs(List.of(100)))
          .withTraining(training -> training.lanes(1));

  @Test
  void aTinyModelTakesLittle() {
    MemoryEstimate memory = estimate(CONFIG);
    assertTrue(memory.totalMebibytes() < 20, memory::toString);
    long scores = 2048L * 900 * Float.BYTES;
    assertTrue(memory.activationBytes() > scores, memory::toString);
  }

  @Test
  void eachFurtherLaneHasGradients() {
    long one = estimate(CONFIG).parameterBytes();
    assertEquals(
        one / 4 * 6, estimate(CONFIG.withTraining(training -> training.lanes(3))).parameterBytes());
  }

  private static MemoryEstimate estimate(SandwichLmConfig config) {
    SandwichConfig model = config.toModel(VOCABULARY, LanguageTokens.FAIRSEQ);
    return MemoryEstimate.of(model, config);
  }
}
