package io.noisette.distillation.golden;

import io.noisette.parity.GoldenParity;
import io.noisette.testing.SharedFiles;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DistillationParityTest {

  @Test
  void goldenLossesOfLogitsHold() throws IOException {
    GoldenParity.assertHolds(
        SharedFiles.find("golden/knowledge-distillation"),
        "knowledge-distillation",
        new ScoreDistillationParity());
  }

  @ParameterizedTest
  @ValueSource(strings = {"knowledge-distillation-bert", "knowledge-distillation-regression"})
  void goldenClassifiersHold(String name) throws IOException {
    GoldenParity.assertHolds(
        SharedFiles.find("golden/" + name),
        "knowledge-distillation-classifier",
        new ClassifierDistillationParity());
  }

  @Test
  void goldenSequencesHold() throws IOException {
    GoldenParity.assertHolds(
        SharedFiles.find("golden/knowledge-distillation-bart"),
        "knowledge-distillation-seq2seq",
        new Seq2SeqDistillationParity());
  }

  @Test
  void goldenLabelsThatAModelMakesHold() throws IOException {
    GoldenParity.assertValuesHold(
        SharedFiles.find("golden/data-distillation"),
        "data-distillation",
        new DataDistillationParity());
  }

  @Test
  void goldenSpecialistsHold() throws IOException {
    GoldenParity.assertValuesHold(
        SharedFiles.find("golden/specialists"), "specialists", new SpecialistParity());
  }

  @ParameterizedTest
  @ValueSource(strings = {"dataset-distillation", "dataset-distillation-bert"})
  void goldenGradientsThroughTrainingHold(String name) throws IOException {
    GoldenParity.assertHolds(
        SharedFiles.find("golden/" + name),
        "dataset-distillation",
        new DatasetDistillationParity());
  }

  @Test
  void goldenRowsOfRealTextsHold() throws IOException {
    GoldenParity.assertValuesHold(
        SharedFiles.find("golden/dataset-baselines"),
        "dataset-baselines",
        new DatasetBaselineParity());
  }
}
