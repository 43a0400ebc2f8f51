package io.noisette.parity.golden;

import io.noisette.parity.GoldenParity;
import io.noisette.testing.SharedFiles;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class BartScoringParityTest {

  @Test
  void goldenScoresHold() throws IOException {
    GoldenParity.assertHolds(
        SharedFiles.find("golden/bart-scoring"), "bart-scoring", new BartScoringParity());
  }
}
