package io.noisette.model.directory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import io.noisette.engine.Torch;
import io.noisette.model.DropoutRates;
import io.noisette.model.Labels;
import io.noisette.model.ModelFamily;
import io.noisette.model.ModelTask;
import io.noisette.model.SequenceClassifier;
import io.noisette.model.encoder.EncoderConfig;
import io.noisette.model.encoder.MaskedLanguageModel;
import io.noisette.model.encoder.SmallEncoders;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A stored head, read for labels that the user names. */
final class ChosenLabelsTest {

  @TempDir private Path directory;
  private final List<String> notices = new ArrayList<>();
  @AutoClose private final NDManager manager = Torch.newManager("cpu");

  @Test
  void theUserMayChooseLabelsAndDropout() throws IOException {
    try (MaskedLanguageModel model = SmallEncoders.maskedLm(manager, ModelFamily.ROBERTA)) {
      model.write(directory);
    }
    Labels three = Labels.of(List.of("a", "b", "c"));
    ModelOptions options =
        ModelOptions.DEFAULT.with(it -> it.labels(three).dropout(DropoutRates.NONE));
    try (SequenceClassifier read =
        new ModelDirectory(directory, notices::add).readClassifier(manager, options)) {
      assertEquals(three, read.getLabels());
      read.write(directory);
    }
    assertEquals(three, new ModelDirectory(directory, notices::add).readLabels());
    EncoderConfig written = new ModelDirectory(directory, notices::add).readEncoderConfig();
    assertEquals(DropoutRates.NONE, written.dropout());
  }

  @Test
  void aHeadForOtherLabelsStartsAtRandomIfTheUserNamesHis() throws IOException {
    writeClassifier(ModelFamily.BERT);
    ModelOptions five = ModelOptions.DEFAULT.with(it -> it.labels(Labels.numbered(5)));
    ModelDirectory stored = new ModelDirectory(directory, notices::add);
    try (SequenceClassifier read = stored.readClassifier(manager, five)) {
      assertEquals(5, read.getParameters().get("classifier.weight").getShape().get(0));
    }
    assertTrue(
        notices
            .get(0)
            .endsWith(
                " has the labels [no, yes], not [LABEL_0, LABEL_1, LABEL_2, LABEL_3, LABEL_4]: its"
                    + " output layer is not used"),
        notices.get(0));
    assertTrue(
        notices.get(1).endsWith("are initialized randomly: classifier.weight, classifier.bias"),
        notices.get(1));
    assertEquals(
        5, stored.readShapes(ModelTask.SEQUENCE_CLASSIFICATION, 5).get("classifier.bias")[0]);
  }

  @ParameterizedTest
  @EnumSource
  void scoresComeInTheOrderOfTheUsersLabels(ModelFamily family) throws IOException {
    writeClassifier(family);
    Labels turned = Labels.of(List.of("YES", "no"));
    ModelDirectory stored = new ModelDirectory(directory, notices::add);
    try (SequenceClassifier read = stored.readClassifier(manager, ModelOptions.DEFAULT);
        SequenceClassifier other =
            stored.readClassifier(manager, ModelOptions.DEFAULT.with(it -> it.labels(turned)))) {
      List<String> names = List.copyOf(read.getParameters().getNames());
      for (String name : names.subList(names.size() - 2, names.size())) { // weight and bias
        float[] rows = read.getParameters().get(name).toFloatArray();
        float[] turnedRows = new float[rows.length];
        System.arraycopy(rows, rows.length / 2, turnedRows, 0, rows.length / 2);
        System.arraycopy(rows, 0, turnedRows, rows.length / 2, rows.length / 2);
        assertArrayEquals(turnedRows, other.getParameters().get(name).toFloatArray(), name);
      }
    }
    assertEquals(List.of(), notices);
  }

  @Test
  void asManyOtherLabelsAreOtherLabels() throws IOException {
    writeClassifier(ModelFamily.BERT);
    Labels others = Labels.of(List.of("no", "perhaps"));
    ModelDirectory stored = new ModelDirectory(directory, notices::add);
    try (SequenceClassifier read =
        stored.readClassifier(manager, ModelOptions.DEFAULT.with(it -> it.labels(others)))) {
      assertEquals(others, read.getLabels());
    }
    assertEquals(2, notices.size(), notices::toString);
    assertTrue(
        notices.get(0).contains("has the labels [no, yes], not [no, perhaps]"), notices.get(0));
  }

  private void writeClassifier(ModelFamily family) throws IOException {
    Labels labels = Labels.of(List.of("no", "yes"));
    try (SequenceClassifier model = SmallEncoders.classifier(manager, family, labels)) {
      model.write(directory);
    }
  }
}
