package io.noisette.parity.golden;

import io.noisette.parity.GoldenParity;
import io.noisette.testing.SharedFiles;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class AdamWParityTest {

  @Test
  void goldenUpdatesHold() throws IOException {
    GoldenParity.assertHolds(
        SharedFiles.find("golden/optim-adamw"), "optim-adamw", new AdamWParity());
  }
}
