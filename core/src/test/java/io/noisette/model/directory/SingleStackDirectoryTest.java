package io.noisette.model.directory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import io.noisette.engine.Precision;
import io.noisette.engine.Torch;
import io.noisette.failure.UsageException;
import io.noisette.model.Labels;
import io.noisette.model.PackedTokens;
import io.noisette.model.ParameterValues;
import io.noisette.model.SequenceBatch;
import io.noisette.model.SequenceClassifier;
import io.noisette.model.TrainingPass;
import io.noisette.model.bart.BartConfig;
import io.noisette.model.bart.BartDirectory;
import io.noisette.model.bart.SingleStackConfig;
import io.noisette.model.bart.SingleStackDirectory;
import io.noisette.model.bart.SingleStackModel;
import io.noisette.model.bart.SmallModels;
import io.noisette.model.weights.WeightType;
import io.noisette.safetensors.SafetensorsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A single stack starts a classifier, and is exported. */
class SingleStackDirectoryTest {

  private static final Labels LABELS = Labels.of(List.of("bad", "good"));
  private static final SequenceBatch BATCH =
      new SequenceBatch(
          PackedTokens.of(List.of(new int[] {0, 9, 8, 2}, new int[] {0, 7, 2, 6, 5, 2})), null);

  @TempDir private Path directory;
  @AutoClose private final NDManager manager = Torch.newManager("cpu");

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aStackStartsAClassifierThatIsWrittenAndReadAgain(boolean isDecoder) throws IOException {
    Path pretrained = write(isDecoder);
    List<String> notices = new ArrayList<>();
    ModelDirectory stored = new ModelDirectory(pretrained, notices::add);
    assertEquals(64, stored.readMaxLength());
    ModelOptions options = ModelOptions.DEFAULT.with(it -> it.labels(LABELS));
    try (SequenceClassifier model = stored.readClassifier(manager, options)) {
      assertEquals(1, notices.size(), notices::toString);
      assertTrue(notices.get(0).contains("classification_head"), notices::toString);
      model.forwardBackward(manager, BATCH, new float[] {0, 1}, TrainingPass.weighted(0.5));
      for (String name : model.getParameters().getNames()) {
        float norm = model.getParameters().getGradient(name).abs().sum().getFloat();
        assertTrue(norm > 0, name + " has no gradient");
      }
      Path fineTuned = Files.createDirectory(directory.resolve("fine-tuned"));
      model.write(fineTuned);
      try (SequenceClassifier read =
          new ModelDirectory(fineTuned, notices::add)
              .readClassifier(manager, ModelOptions.DEFAULT)) {
        assertArrayEquals(
            model.logits(manager, BATCH).toFloatArray(),
            read.logits(manager, BATCH).toFloatArray());
      }
    }
    assertEquals(1, notices.size(), notices::toString);
  }

  @Test
  void bf16TrainsAClassifierAsFp32Does() throws IOException {
    Path pretrained = write(false);
    float[] targets = {0, 1};
    double[] losses = new double[2];
    for (Precision precision : List.of(Precision.FP32, Precision.BF16)) {
      ModelOptions options =
          ModelOptions.DEFAULT.with(it -> it.labels(LABELS).precision(precision));
      try (SequenceClassifier model =
          new ModelDirectory(pretrained, notice -> {}).readClassifier(manager, options)) {
        losses[precision.isBf16() ? 1 : 0] =
            model.forwardBackward(manager, BATCH, targets, TrainingPass.weighted(1)).getLoss();
      }
    }
    assertEquals(losses[0], losses[1], 5e-3 * losses[0]);
  }

  @Test
  void aLanguageModelIsExportedUnderTheNamesOfBartForCausalLm() throws IOException {
    Path pretrained = write(true);
    Path exported = Files.createDirectory(directory.resolve("exported"));
    ModelExport.Summary summary =
        new ModelExport(pretrained, WeightType.FLOAT32).write(exported, () -> false, notice -> {});
    assertEquals("BartForCausalLM", summary.architecture());
    for (Path each : List.of(pretrained, exported)) {
      try (SafetensorsFile file = SafetensorsFile.open(each.resolve("model.safetensors"))) {
        assertEquals(61, file.getTensor("model.decoder.embed_tokens.weight").getShape()[0]);
      }
    }
  }

  @Test
  void whoeverNeedsAnEncoderAndADecoderIsToldWhatTheModelIs() throws IOException {
    Path pretrained = write(false);
    UsageException refused =
        assertThrows(UsageException.class, () -> new BartDirectory(pretrained).readConfig());
    assertTrue(refused.getMessage().contains("has objective 'masked-lm'"), refused.getMessage());
    assertTrue(refused.getMessage().contains("single stack"), refused.getMessage());
  }

  private Path write(boolean isDecoder) throws IOException {
    BartConfig both = SmallModels.config(0);
    SingleStackConfig config =
        isDecoder
            ? new SingleStackConfig(both.with(it -> it.encoderLayers(0)), "language-model", 60)
            : new SingleStackConfig(both.with(it -> it.decoderLayers(0)), "masked-lm", 60);
    Path pretrained = Files.createDirectory(directory.resolve("pretrained"));
    try (SingleStackModel model =
        new SingleStackModel(
            manager, config, Precision.FP32, ParameterValues.ofArrays(SmallModels::valuesOf))) {
      new SingleStackDirectory(pretrained).write(model);
    }
    return pretrained;
  }
}
