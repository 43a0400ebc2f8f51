package io.noisette.parity.golden;

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

  @Test
  void goldenBatchesAndRunWithLabelSmoothingHold() throws IOException {
    GoldenParity.assertHolds(
        SharedFiles.find("golden/seq2seq-training"),
        "seq2seq-training",
        new Seq2SeqTrainingParity());
  }

  @Test
  void goldenBatchesAndRunsWithASourceEncoderHold() throws IOException {
    GoldenParity.assertHolds(
        SharedFiles.find("golden/bart-translation"),
        "bart-translation",
        new Seq2SeqTrainingParity());
  }

  @Test
  void goldenLabelSmoothingHolds() throws IOException {
    GoldenParity.assertHolds(
        SharedFiles.find("golden/label-smoothing"), "label-smoothing", new LabelSmoothingParity());
  }
}
