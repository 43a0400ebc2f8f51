package io.noisette.parity.golden;

import io.noisette.parity.GoldenParity;
import io.noisette.testing.SharedFiles;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SandwichParityTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"adaptive-lm", "adaptive-lm-interleaved", "plain-lm", "plain-lm-final-norm"})
  void goldenLanguageModelsHold(String name) throws IOException {
    GoldenParity.assertHolds(
        SharedFiles.find("golden/" + name), "sandwich-lm", new SandwichParity());
  }

  @Test
  void goldenUpdatesHold() throws IOException {
    GoldenParity.assertHolds(SharedFiles.find("golden/optim-nag"), "optim-nag", new NagParity());
  }

  @Test
  void goldenRelativeAttentionHolds() throws IOException {
    GoldenParity.assertHolds(
        SharedFiles.find("golden/transformer-xl"),
        "transformer-xl-attention",
        new RelativeAttentionParity());
  }

  @Test
  void goldenGatesHold() throws IOException {
    GoldenParity.assertHolds(
        SharedFiles.find("golden/gtrxl-gates"), "gtrxl-gates", new GatesParity());
  }
}
