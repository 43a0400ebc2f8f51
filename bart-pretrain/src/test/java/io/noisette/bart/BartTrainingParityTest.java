package io.noisette.bart;

import io.noisette.parity.GoldenParity;
import io.noisette.testing.SharedFiles;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class BartTrainingParityTest {

  @Test
  void goldenRunHolds() throws IOException {
    GoldenParity.assertHolds(
        SharedFiles.find("golden/bart-training"), "bart-training", new BartTrainingParity());
  }
}
