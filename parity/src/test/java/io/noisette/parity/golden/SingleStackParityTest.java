package io.noisette.parity.golden;

import io.noisette.parity.GoldenParity;
import io.noisette.parity.ParityKind;
import io.noisette.testing.SharedFiles;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class SingleStackParityTest {

  @Test
  void goldenLanguageModelsHold() throws IOException {
    assertHolds("objective-language-model", SingleStackParity.languageModel());
  }

  @Test
  void goldenMaskedLanguageModelsHold() throws IOException {
    assertHolds("objective-masked-lm", SingleStackParity.maskedLm());
  }

  @Test
  void goldenMultitaskMaskedLanguageModelsHold() throws IOException {
    assertHolds("objective-multitask-masked-lm", SingleStackParity.multitaskMaskedLm());
  }

  @Test
  void goldenPermutedLanguageModelsHold() throws IOException {
    assertHolds("objective-permuted-lm", SingleStackParity.permutedLm());
  }

  @Test
  void goldenTargetsAfterASourceHold() throws IOException {
    assertHolds("objective-prefix-scoring", new PrefixScoringParity());
  }

  @Test
  void goldenClassifiersAndAnswersHold() throws IOException {
    assertHolds("objective-classification", new SingleStackHeadParity());
  }

  private static void assertHolds(String kind, ParityKind check) throws IOException {
    GoldenParity.assertHolds(SharedFiles.find("golden/" + kind), kind, check);
  }
}
