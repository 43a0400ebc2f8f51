package io.noisette.parity.golden;

import io.noisette.parity.GoldenParity;
import io.noisette.testing.SharedFiles;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ModelParityTest {

  @ParameterizedTest
  @ValueSource(strings = {"bert", "roberta"})
  void goldenMaskedLanguageModelsHold(String family) throws IOException {
    String kind = family + "-masked-lm";
    GoldenParity.assertHolds(SharedFiles.find("golden/" + kind), kind, new MaskedLmParity());
  }

  @ParameterizedTest
  @CsvSource({
    "bart,classification", "bart,regression",
    "bert,classification", "bert,regression",
    "roberta,classification", "roberta,regression",
  })
  void goldenClassifiersHold(String family, String problem) throws IOException {
    Path directory = SharedFiles.find("golden/" + family + "-" + problem);
    String kind = family + "-sequence-classification";
    GoldenParity.assertHolds(directory, kind, new ClassifierParity());
  }

  @Test
  void goldenAnswersHold() throws IOException {
    String kind = "bart-question-answering";
    GoldenParity.assertHolds(
        SharedFiles.find("golden/" + kind), kind, new QuestionAnsweringParity());
  }
}
