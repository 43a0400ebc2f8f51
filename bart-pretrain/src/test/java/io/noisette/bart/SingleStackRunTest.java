package io.noisette.bart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.noisette.run.MetricsLog;
import io.noisette.run.RunRecord;
import io.noisette.safetensors.SafetensorsFile;
import io.noisette.testing.RecordingConsole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs of objectives that train a single stack, from their start to what is measured of them. */
class SingleStackRunTest {

  private static final List<String> FIGURES =
      List.of("loss", "perplexity", "accuracy", "unigram_loss");

  @TempDir private static Path directory;
  private static TinyRuns runs;

  @BeforeAll
  static void prepare() throws IOException, InterruptedException {
    runs = new TinyRuns(directory);
  }

  @ParameterizedTest
  @CsvSource({
    "language-model, decoder, BartForCausalLM",
    "masked-lm, encoder, BartModel",
    "multitask-masked-lm, encoder, BartModel",
    "permuted-lm, encoder, BartModel",
  })
  void aRunTrainsReportsAndIsEvaluated(String name, String stack, String architecture)
      throws IOException {
    Path run = directory.resolve(name);
    TinyRuns.Outcome trained = runs.runVerb(run, options(name, Map.of("validate-every", 20)));
    assertEquals(0, trained.exitCode(), trained::err);
    assertTrue(trained.err().contains(stack + " of 2 layers, d 16"), trained::err);
    assertEquals(name, RunRecord.read(run).settings().get("objective"));
    String config = Files.readString(TinyRuns.checkpoint(run, 20).resolve("config.json"));
    assertTrue(config.contains('"' + architecture + '"'), config);
    assertTrue(config.contains("\"objective\": \"" + name + '"'), config);
    assertTrue(config.contains('"' + stack + "_layers\": 2"), config);

    JsonObject validation = validation(run);
    JsonObject metrics = evaluate(name, run).getAsJsonObject("metrics");
    for (String figure : FIGURES) {
      double value = validation.get("validation_" + figure).getAsDouble();
      assertTrue(Double.isFinite(value), figure);
      assertEquals(value, metrics.get(name + "." + figure).getAsDouble(), figure);
    }
    JsonObject speed =
        MetricsLog.read(run).stream().filter(line -> line.has("loss")).findFirst().orElseThrow();
    double predicted = speed.get("tokens_per_second").getAsDouble();
    double read = speed.get("text_tokens_per_second").getAsDouble();
    assertTrue(predicted < read, speed::toString);
    String page = Files.readString(run.resolve("report.html"));
    assertTrue(page.contains("<h3>Accuracy on target tokens</h3>"), page);
    for (String absent : List.of("<h2>Noise</h2>", "Gaps filled in", "Not shown")) {
      assertFalse(page.contains(absent), absent);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"language-model", "multitask-masked-lm", "permuted-lm"})
  void stoppingLeavesNoTrace(String name) throws IOException {
    Path whole = directory.resolve(name + "-whole");
    Path stopped = directory.resolve(name + "-stopped");
    Map<String, Object> options = options(name, Map.of("checkpoint-every", 5));
    TinyRuns.train(runs.config(whole, options), new RecordingConsole());
    TinyRuns.trainUntil(7, runs.config(stopped, options));
    TinyRuns.train(runs.config(stopped, options), new RecordingConsole());
    assertArrayEquals(TinyRuns.weights(whole, 20), TinyRuns.weights(stopped, 20));
  }

  @ParameterizedTest
  @ValueSource(strings = {"language-model", "masked-lm", "multitask-masked-lm", "permuted-lm"})
  void bf16LearnsAsFp32Does(String name) throws IOException {
    Path wide = directory.resolve(name + "-fp32");
    Path narrow = directory.resolve(name + "-bf16");
    Map<String, Object> options = options(name, Map.of("steps", 10, "validate-every", 10));
    TinyRuns.train(runs.config(wide, options), new RecordingConsole());
    options.put("precision", "bf16");
    TinyRuns.train(runs.config(narrow, options), new RecordingConsole());
    double expected = validation(wide).get("validation_loss").getAsDouble();
    double actual = validation(narrow).get("validation_loss").getAsDouble();
    assertEquals(expected, actual, 2e-3 * expected);
  }

  @Test
  void aStackStartsAnotherOfItsKindAndNoOtherModel() throws IOException {
    Path first = directory.resolve("first");
    assertEquals(0, runs.runVerb(first, options("masked-lm", Map.of("steps", 2))).exitCode());
    Path second = directory.resolve("second");
    Map<String, Object> from = options("permuted-lm", Map.of("steps", 2, "init-from", first));
    for (String size : List.of("encoder-layers", "decoder-layers")) {
      from.put(size, size.startsWith("encoder") ? 2 : 0);
    }
    TinyRuns.Outcome started = runs.runVerb(second, from);
    assertEquals(0, started.exitCode(), started::err);
    String config = Files.readString(TinyRuns.checkpoint(second, 2).resolve("config.json"));
    assertTrue(config.contains("\"objective\": \"permuted-lm\""), config);
    from.put("objective", "language-model");
    TinyRuns.Outcome refused = runs.runVerb(directory.resolve("third"), from);
    assertEquals(2, refused.exitCode(), refused::err);
    assertTrue(
        refused.err().contains("is an encoder alone; this objective needs a decoder alone"),
        refused::err);
    TinyRuns.Outcome measured =
        TinyRuns.evaluate("denoising", Map.of("model", first, "corpus", runs.corpus()));
    assertEquals(2, measured.exitCode(), measured::err);
    assertTrue(measured.err().contains("needs an encoder and a decoder"), measured::err);
  }

  @ParameterizedTest
  @CsvSource({
    "language-model, is a decoder alone: an encoder of 1 layers and the cross-attention of its"
        + " decoder start, 1, 2, model.decoder.layers.1.fc1.weight",
    "masked-lm, is an encoder alone: a decoder of 1 layers starts, 2, 1,"
        + " model.encoder.layers.1.fc1.weight",
  })
  void aBartStartsFromASingleStack(
      String objective, String told, int encoderLayers, int decoderLayers, String kept)
      throws IOException {
    Path first = directory.resolve(objective + "-start");
    assertEquals(0, runs.runVerb(first, options(objective, Map.of("steps", 2))).exitCode());
    Path second = directory.resolve(objective + "-bart");
    Map<String, Object> from =
        options("denoising", Map.of("steps", 2, "init-from", first, "learning-rate", 0));
    from.put("encoder-layers", encoderLayers);
    from.put("decoder-layers", decoderLayers);
    TinyRuns.Outcome started = runs.runVerb(second, from);
    assertEquals(0, started.exitCode(), started::err);
    assertTrue(started.err().contains(told + " from random weights"), started::err);
    assertEquals((long) encoderLayers, RunRecord.read(second).settings().get("encoder-layers"));
    assertEquals((long) decoderLayers, RunRecord.read(second).settings().get("decoder-layers"));
    assertArrayEquals(tensor(first, kept), tensor(second, kept));
    String config = Files.readString(TinyRuns.checkpoint(second, 2).resolve("config.json"));
    assertTrue(config.contains("\"objective\": \"denoising\""), config);
    // The third step goes on from the checkpoint, which lacks no stack.
    from.put("steps", 3);
    TinyRuns.Outcome resumed = runs.runVerb(second, from);
    assertEquals(0, resumed.exitCode(), resumed::err);
    assertFalse(resumed.err().contains("random weights"), resumed::err);
  }

  private static float[] tensor(Path run, String name) throws IOException {
    try (SafetensorsFile file =
        SafetensorsFile.open(TinyRuns.checkpoint(run, 2).resolve("model.safetensors"))) {
      return file.getTensor(name).toFloats();
    }
  }

  private static Map<String, Object> options(String objective, Map<String, Object> more) {
    Map<String, Object> options = new HashMap<>(Map.of("objective", objective, "steps", 20));
    options.putAll(more);
    return options;
  }

  private static JsonObject validation(Path run) throws IOException {
    return MetricsLog.read(run).stream()
        .filter(line -> line.has("validation_loss"))
        .reduce((first, second) -> second)
        .orElseThrow();
  }

  private static JsonObject evaluate(String task, Path run) {
    TinyRuns.Outcome evaluated =
        TinyRuns.evaluate(
            task,
            Map.of("model", run, "corpus", runs.corpus(), "micro-batch-tokens", 90, "threads", 2));
    assertEquals(0, evaluated.exitCode(), evaluated::err);
    return JsonParser.parseString(evaluated.out()).getAsJsonObject();
  }
}
