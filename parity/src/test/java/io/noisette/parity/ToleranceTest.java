package io.noisette.parity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ToleranceTest {

  @ParameterizedTest
  @CsvSource({
    "bart-conditional-generation, expected/logits, 2, 2e-5",
    "bart-conditional-generation, expected/loss, 0.01, 1e-6",
    "bart-conditional-generation, grad/model.shared.weight, 2, 2.03e-4",
    "freelb, expected/embed_grad_2, 1, 1.03e-4",
    "freelb, expected/final/classifier.weight, 1, 1e-5",
    "optim-adamw, expected/param_after_1/x, 1e-6, 1e-11",
    "optim-nag, expected/momentum_after_1/x, 1e-6, 1e-11",
    "transformer-xl-attention, expected/output, 1e-3, 1e-8",
    "transformer-xl-attention, grad/hidden, 1, 1.03e-4",
    "gtrxl-gates, expected/output, 1e-3, 1e-8",
    "bart-training, expected/final/model.encoder.layers.0.self_attn.k_proj.bias, 5, 1e-4",
    "bart-training, expected/final/model.encoder.layers.0.self_attn.k_proj.weight, 5, 5e-5",
  })
  void boundsAreThoseOfTheReadme(String kind, String result, double magnitude, double bound) {
    var tolerance = (Tolerance.Absolute) Tolerance.of(kind, result, false, magnitude, 3);
    assertEquals(bound, tolerance.bound(), bound * 1e-9);
  }

  @Test
  void schedulesAreHeldElementByElement() {
    Tolerance tolerance = Tolerance.of("schedules", "expected/lr", false, 1, 0);
    assertTrue(tolerance.allows(1e-9, 1.0000009e-9));
    assertFalse(tolerance.allows(1e-9, 1.000002e-9));
    assertFalse(tolerance.allows(0, 1e-30));
  }

  @Test
  void idsAreEqual() {
    Tolerance tolerance = Tolerance.of("bart-generation", "expected/sequences", true, 1e9, 0);
    assertTrue(tolerance.allows(7, 7));
    assertFalse(tolerance.allows(7, 8));
  }
}
