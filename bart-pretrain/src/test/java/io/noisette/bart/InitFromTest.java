package io.noisette.bart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import com.google.gson.JsonObject;
import com.google.inject.Guice;
import io.noisette.bart.model.ExampleBatch;
import io.noisette.bart.model.ModelKind;
import io.noisette.bart.model.PretrainedModel;
import io.noisette.bart.objective.Denoising;
import io.noisette.bart.objective.ExampleReader;
import io.noisette.bart.objective.ObjectiveContext;
import io.noisette.bart.objective.TrainingBatches;
import io.noisette.engine.Torch;
import io.noisette.model.bart.BartDirectory;
import io.noisette.noise.NoiseSetting;
import io.noisette.noise.TokenizerVocabulary;
import io.noisette.noising.Noise;
import io.noisette.noising.NoiseCompiler;
import io.noisette.run.MetricsLog;
import io.noisette.run.RunRecord;
import io.noisette.safetensors.SafetensorsFile;
import io.noisette.safetensors.SafetensorsWriter;
import io.noisette.train.Cursor;
import io.noisette.train.StepBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InitFromTest {

  @TempDir private static Path directory;
  private static TinyRuns runs;
  private static Path first;

  @BeforeAll
  static void trainAModel() throws IOException, InterruptedException {
    runs = new TinyRuns(directory);
    first = directory.resolve("first");
    assertEquals(0, runs.runVerb(first, Map.of("steps", 20)).exitCode());
  }

  @Test
  void aRunBeginsWithTheWeightsOfAnother() throws IOException {
    Path second = directory.resolve("second");
    Map<String, ?> standing = Map.of("init-from", first, "steps", 1, "learning-rate", 0);
    assertEquals(0, runs.runVerb(second, standing).exitCode());
    assertArrayEquals(TinyRuns.weights(first, 20), TinyRuns.weights(second, 1));
    assertEquals(
        last(first).get("validation_loss"), last(second).get("validation_loss"), "same figures");
  }

  @Test
  void theFirstLossIsThatOfTheModel() throws IOException {
    Path second = directory.resolve("trained-on");
    Path model = TinyRuns.checkpoint(first, 20);
    Map<String, ?> changes = Map.of("init-from", model, "steps", 1, "dropout", 0);
    TinyRuns.Outcome outcome = runs.runVerb(second, changes);
    assertEquals(0, outcome.exitCode(), outcome::err);
    assertTrue(
        outcome.err().contains("initial weights and model config from " + model), outcome::err);
    double loss = MetricsLog.read(second).get(0).get("loss").getAsDouble();
    double expected = evaluateFirstStep(model, runs.config(second, changes));
    assertEquals(expected, loss, 1e-6 * expected);
    double untrained = MetricsLog.read(first).get(0).get("loss").getAsDouble();
    assertTrue(loss < untrained - 0.5, () -> loss + " after training, before " + untrained);
  }

  @Test
  void theShapeIsThatOfTheModel() throws IOException {
    Path second = directory.resolve("shape");
    for (int steps = 1; steps <= 2; steps++) { // the second time it is resumed
      Map<String, ?> presets =
          Map.of("init-from", first, "steps", steps, "d-model", 128, "encoder-layers", 2);
      TinyRuns.Outcome outcome = runs.runVerb(second, presets);
      assertEquals(0, outcome.exitCode(), outcome::err);
      assertEquals(16L, RunRecord.read(second).settings().get("d-model"));
      assertEquals(1L, RunRecord.read(second).settings().get("encoder-layers"));
    }
    assertEquals(16, new BartDirectory(TinyRuns.checkpoint(second, 2)).readConfig().dModel());
  }

  @Test
  void anotherShapeIsRefused() {
    Map<String, ?> changes = Map.of("init-from", first, "d-model", 32);
    TinyRuns.Outcome refused = runs.runVerb(directory.resolve("wide"), changes);
    assertEquals(2, refused.exitCode(), refused::err);
    String message =
        "--d-model 32 differs from the model of --init-from "
            + first
            + ", which has 16; leave the option out";
    assertTrue(refused.err().contains(message), refused::err);
  }

  @ParameterizedTest
  @CsvSource({
    "few other words stand in here, ': token id \\d+ is ''.+'', but ''.+'' in '",
    "other words that nobody knows make another tokenizer of exactly as many, ': token id \\d+ is"
        + " ''.+'', but ''.+'' in '",
  })
  void aModelOfAnotherTokenizerIsRefused(String words, String why)
      throws IOException, InterruptedException {
    TinyRuns others = new TinyRuns(directory.resolve(words), words);
    Path mixed = directory.resolve("mixed");
    TinyRuns.Outcome refused = others.runVerb(mixed, Map.of("init-from", first));
    assertEquals(2, refused.exitCode(), refused::err);
    assertTrue(refused.err().contains("--init-from " + first), refused::err);
    assertTrue(Pattern.compile(why).matcher(refused.err()).find(), refused::err);
  }

  @Test
  void aModelMayHaveMoreEmbeddingsThanTokens() throws IOException {
    Path padded = copyWithVocabulary(304);
    Path run = directory.resolve("from-padded");
    TinyRuns.Outcome trained = runs.runVerb(run, Map.of("init-from", padded, "steps", 2));
    assertEquals(0, trained.exitCode(), trained::err);
    assertEquals(304, new BartDirectory(TinyRuns.checkpoint(run, 2)).readConfig().vocabSize());
    Map<String, ?> options = Map.of("model", padded, "corpus", runs.corpus(), "tokens", 100);
    TinyRuns.Outcome evaluated = TinyRuns.evaluate(options);
    assertEquals(0, evaluated.exitCode(), evaluated::err);
    for (String name : List.of("tokenizer.json", "tokenizer_config.json")) {
      Files.delete(padded.resolve(name));
    }
    TinyRuns.Outcome unknown = runs.runVerb(directory.resolve("x"), Map.of("init-from", padded));
    assertEquals(2, unknown.exitCode(), "nothing says what its ids mean");
  }

  @Test
  void aPathWithoutAModelIsRefused() throws IOException {
    Path empty = Files.createDirectory(directory.resolve("empty"));
    TinyRuns.Outcome refused = runs.runVerb(directory.resolve("none"), Map.of("init-from", empty));
    assertEquals(2, refused.exitCode(), refused::err);
    assertTrue(refused.err().contains("there is no model here"), refused::err);
  }

  /** Copies the model with more or fewer rows of embeddings. */
  private static Path copyWithVocabulary(int size) throws IOException {
    Path source = TinyRuns.checkpoint(first, 20);
    Path target = Files.createDirectory(directory.resolve("vocabulary-" + size));
    for (String name : List.of("tokenizer.json", "tokenizer_config.json")) {
      Files.copy(source.resolve(name), target.resolve(name));
    }
    String config = Files.readString(source.resolve("config.json"));
    Files.writeString(
        target.resolve("config.json"),
        config.replaceFirst("\"vocab_size\": 290", "\"vocab_size\": " + size));
    try (SafetensorsFile file = SafetensorsFile.open(source.resolve("model.safetensors"))) {
      SafetensorsWriter writer = new SafetensorsWriter();
      for (String name : file.getNames()) {
        long[] shape = file.getTensor(name).getShape().clone();
        float[] values = file.getTensor(name).toFloats();
        if (name.equals("model.shared.weight")) {
          shape[0] = size;
          values = Arrays.copyOf(values, (int) (size * shape[1]));
        } else if (name.equals("final_logits_bias")) {
          shape[1] = size;
          values = Arrays.copyOf(values, size);
        }
        float[] content = values;
        writer.floats(name, shape, () -> content);
      }
      writer.write(target.resolve("model.safetensors"));
    }
    return target;
  }

  private static double evaluateFirstStep(Path directoryOfModel, BartPretrainConfig config)
      throws IOException {
    NoiseCompiler compiler =
        Guice.createInjector(new BartPretrainModule()).getInstance(NoiseCompiler.class);
    try (PretrainingData data = PretrainingData.open(runs.corpus(), null, 32);
        NDManager manager = Torch.newManager("cpu");
        PretrainedModel model =
            PretrainedModel.read(manager, directoryOfModel, ModelKind.ENCODER_DECODER)) {
      TokenizerVocabulary vocabulary = new TokenizerVocabulary(data.getTokenizer());
      Noise noise = NoiseSetting.compile(config.noise(), compiler, vocabulary);
      ObjectiveContext context =
          new ObjectiveContext(vocabulary, model.getConfig().special(), 64, noise);
      ExampleReader examples = new ExampleReader(data.getSequences(), new Denoising(), context, 1);
      StepBatch<ExampleBatch> batch = new TrainingBatches(examples, 200, 90).read(Cursor.START);
      double nats = 0;
      for (ExampleBatch microBatch : batch.microBatches()) {
        for (float loss : model.evaluate(manager, microBatch).nats()) {
          nats += loss;
        }
      }
      return nats / batch.targetTokens();
    }
  }

  private static JsonObject last(Path run) throws IOException {
    List<JsonObject> lines = MetricsLog.read(run);
    return lines.get(lines.size() - 1);
  }
}
