package io.noisette.adversary;

import io.noisette.parity.GoldenParity;
import io.noisette.testing.SharedFiles;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FreeLbParityTest {

  @ParameterizedTest
  @ValueSource(strings = {"freelb-bert", "freelb-roberta", "freelb-bert-regression"})
  void goldenAdversariesHold(String name) throws IOException {
    GoldenParity.assertHolds(SharedFiles.find("golden/" + name), "freelb", new FreeLbParity());
  }
}
