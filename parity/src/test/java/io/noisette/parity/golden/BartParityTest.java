package io.noisette.parity.golden;

import io.noisette.parity.GoldenParity;
import io.noisette.testing.SharedFiles;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class BartParityTest {

  @Test
  void goldenModelHolds() throws IOException {
    GoldenParity.assertHolds(
        SharedFiles.find("golden/bart"), "bart-conditional-generation", new BartParity());
  }

  @Test
  void aSpanThatTheDecoderReadsAtItsPlaceInTheTextHolds() throws IOException {
    GoldenParity.assertHolds(
        SharedFiles.find("golden/objective-masked-seq2seq"),
        "objective-masked-seq2seq",
        new BartParity());
  }
}
