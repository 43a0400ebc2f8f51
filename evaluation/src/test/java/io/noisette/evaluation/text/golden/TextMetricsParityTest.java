package io.noisette.evaluation.text.golden;

import io.noisette.parity.GoldenParity;
import io.noisette.testing.SharedFiles;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class TextMetricsParityTest {

  @Test
  void rougeIsThatOfGooglesPackage() throws IOException {
    SharedFiles.find("data/seq2seq");
    GoldenParity.assertValuesHold(
        SharedFiles.find("golden/metrics-rouge"), "metrics-rouge", new RougeParity());
  }

  @Test
  void bleuAndChrfAreThoseOfSacreBleu() throws IOException {
    SharedFiles.find("data/seq2seq");
    GoldenParity.assertValuesHold(
        SharedFiles.find("golden/metrics-bleu"), "metrics-bleu", new BleuParity());
  }

  @Test
  void answersAreScoredAsByTheOfficialScripts() throws IOException {
    GoldenParity.assertValuesHold(
        SharedFiles.find("golden/metrics-squad"), "metrics-squad", new SquadParity());
  }
}
