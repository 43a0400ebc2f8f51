package io.noisette.parity.golden;

import io.noisette.parity.GoldenParity;
import io.noisette.testing.SharedFiles;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BartGenerationParityTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"bart-generation", "bart-generation-batch", "bart-translation-generation"})
  void goldenSearchesOfAllSourcesTogetherHold(String directory) throws IOException {
    assertHolds(directory, new BartGenerationParity());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"bart-generation", "bart-generation-batch", "bart-translation-generation"})
  void goldenSearchesOfEachSourceAloneHold(String directory) throws IOException {
    assertHolds(directory, new BartGenerationParity(1));
  }

  private static void assertHolds(String directory, BartGenerationParity parity)
      throws IOException {
    GoldenParity.assertHolds(SharedFiles.find("golden/" + directory), "bart-generation", parity);
  }
}
