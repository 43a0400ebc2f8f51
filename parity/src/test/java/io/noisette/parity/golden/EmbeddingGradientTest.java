package io.noisette.parity.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.noisette.engine.Parameters;
import io.noisette.engine.Torch;
import io.noisette.model.LabelScores;
import io.noisette.model.SequenceClassifier;
import io.noisette.model.TrainingPass;
import io.noisette.model.directory.ModelDirectory;
import io.noisette.model.directory.ModelOptions;
import io.noisette.parity.GoldenCase;
import io.noisette.parity.GoldenFile;
import io.noisette.safetensors.SafetensorsFile;
import io.noisette.safetensors.SafetensorsTensor;
import io.noisette.testing.SharedFiles;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The first pass of adversarial training: what is added to the word vectors, and its gradient. */
final class EmbeddingGradientTest {

  @ParameterizedTest
  @ValueSource(strings = {"freelb-bert", "freelb-roberta", "freelb-bert-regression"})
  void theFirstGradientIsTheGoldenOne(String name) throws IOException {
    Path directory = SharedFiles.find("golden/" + name);
    try (GoldenFile file = GoldenFile.open(directory);
        SafetensorsFile tensors = SafetensorsFile.open(directory.resolve("cases.safetensors"));
        NDManager manager = Torch.newManager("cpu");
        SequenceClassifier model =
            new ModelDirectory(directory, notice -> {})
                .readClassifier(manager, ModelOptions.DEFAULT)) {
      for (GoldenCase golden : file.getCases().values()) {
        assertHolds(golden, tensors, manager, model);
      }
    }
  }

  private static void assertHolds(
      GoldenCase golden, SafetensorsFile tensors, NDManager manager, SequenceClassifier model) {
    TextCase text = TextCase.of(golden);
    float[] targets = text.getTargets();
    float[] start = pack(golden, golden.getInput("delta_0"), model.getWidth());
    Shape shape = new Shape(start.length / model.getWidth(), model.getWidth());
    NDArray delta = Parameters.copy(manager, shape, start);
    delta.setRequiresGradient(true);
    double weight = golden.getOptions().getDouble("loss_weight") / targets.length;
    TrainingPass pass = TrainingPass.weighted(weight).withDelta(delta);
    LabelScores scores = model.forwardBackward(manager, text.getBatch(), targets, pass);

    String expected = golden.getName() + "/expected/";
    float loss = tensors.getTensor(expected + "loss_0").toFloats()[0];
    assertEquals(loss, scores.getLoss() / targets.length, 1e-5 * Math.max(0.1, loss));
    SafetensorsTensor gradient = tensors.getTensor(expected + "embed_grad_0");
    float[] truth = pack(golden, gradient, model.getWidth());
    float[] actual = delta.getGradient().toFloatArray();
    double largest = 0;
    for (float value : truth) {
      largest = Math.max(largest, Math.abs(value));
    }
    for (int i = 0; i < truth.length; i++) {
      assertEquals(truth[i], actual[i], 1e-4 * largest, golden.getName() + " " + i);
    }
  }

  /** (rows, width, d) without its pads. */
  private static float[] pack(GoldenCase golden, SafetensorsTensor padded, int d) {
    long[] mask = golden.getInput("attention_mask").toLongs();
    float[] all = padded.toFloats();
    int tokens = 0;
    for (long real : mask) {
      tokens += (int) real;
    }
    float[] packed = new float[tokens * d];
    int to = 0;
    for (int i = 0; i < mask.length; i++) {
      if (mask[i] == 1) {
        System.arraycopy(all, i * d, packed, to, d);
        to += d;
      }
    }
    return packed;
  }
}
