package io.noisette.bart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.inject.Guice;
import io.noisette.command.OutputFormat;
import io.noisette.command.StopSignal;
import io.noisette.corpus.Corpus;
import io.noisette.evaluation.EvaluationSettings;
import io.noisette.noise.NoisePlugins;
import io.noisette.noise.PluginSettings;
import io.noisette.run.MetricsLog;
import io.noisette.testing.RecordingConsole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DenoisingEvaluationTest {

  private static final String NOISE = "permute-sentences|infill(ratio=0.3,lambda=3)";

  @TempDir private static Path directory;
  private static TinyRuns runs;
  private static Path run;

  @BeforeAll
  static void trainAModel() throws IOException, InterruptedException {
    runs = new TinyRuns(directory);
    run = directory.resolve("run");
    assertEquals(0, runs.runVerb(run, Map.of("steps", 20, "validate-every", 10)).exitCode());
  }

  @Test
  void theFiguresAreThoseOfValidationAtThatStep() throws IOException {
    for (long step : List.of(10L, 20L)) {
      JsonObject validation = validationAt(step);
      Path checkpoint = TinyRuns.checkpoint(run, step);
      JsonObject metrics =
          evaluate(Map.of("model", checkpoint, "micro-batch-tokens", 90, "threads", 2))
              .getAsJsonObject("metrics");
      for (String figure :
          List.of(
              "loss",
              "perplexity",
              "hidden_loss",
              "hidden_accuracy",
              "hidden_unigram_loss",
              "copy_accuracy")) {
        assertEquals(
            validation.get("validation_" + figure).getAsDouble(),
            metrics.get("denoising." + figure).getAsDouble(),
            figure);
      }
      assertEquals(7, metrics.size(), metrics::toString);
    }
  }

  @Test
  void microBatchesChangeNothingButRounding() throws IOException {
    JsonObject one = evaluate(Map.of("micro-batch-tokens", 1));
    for (int tokens : List.of(40, 333, 100_000)) {
      JsonObject other = evaluate(Map.of("micro-batch-tokens", tokens));
      for (String metric : one.getAsJsonObject("metrics").keySet()) {
        double expected = one.getAsJsonObject("metrics").get(metric).getAsDouble();
        double actual = other.getAsJsonObject("metrics").get(metric).getAsDouble();
        assertEquals(expected, actual, 1e-6 * expected, metric);
      }
      assertEquals(without("metrics", one), without("metrics", other));
    }
  }

  @Test
  void aResultSaysWhatItDependsOn() throws IOException {
    JsonObject result = evaluate(Map.of());
    Corpus corpus = Corpus.open(runs.corpus());
    assertEquals("denoising", result.get("task").getAsString());
    assertEquals(NOISE, result.get("noise").getAsString());
    assertEquals(0, result.get("seed").getAsLong());
    assertEquals(32, result.get("sequence_length").getAsInt());
    assertEquals(corpus.getDigest(), result.get("corpus").getAsString());
    long samples = result.get("n").getAsLong();
    long tokens = corpus.getManifest().tokens();
    assertEquals(tokens + 2 * samples, result.get("tokens").getAsLong());
    long hidden = result.get("hidden_tokens").getAsLong();
    assertEquals(tokens, hidden + result.get("copied_tokens").getAsLong());
    assertEquals(0.3, (double) hidden / tokens, 0.05);
    double error = result.getAsJsonObject("metrics").get("denoising.loss_stderr").getAsDouble();
    assertTrue(error > 0 && error < 0.1, () -> "standard error " + error);
  }

  @Test
  void aNoiseThatHidesNothingHasNoHiddenFigures() {
    TinyRuns.Outcome outcome =
        TinyRuns.evaluate(
            Map.of("model", run, "corpus", runs.corpus(), "tokens", 500, "noise", "none"));
    assertEquals(0, outcome.exitCode(), outcome::err);
    assertFalse(outcome.out().contains("NaN"), outcome::out);
    JsonObject result = JsonParser.parseString(outcome.out()).getAsJsonObject();
    assertEquals(0, result.get("hidden_tokens").getAsLong());
    assertTrue(result.get("tokens").getAsLong() >= 500 && result.get("tokens").getAsLong() < 532);
    JsonObject metrics = result.getAsJsonObject("metrics");
    assertFalse(metrics.has("denoising.hidden_loss"), metrics::toString);
    assertFalse(metrics.has("denoising.hidden_unigram_loss"), metrics::toString);
    assertTrue(metrics.has("denoising.copy_accuracy"), metrics::toString);
  }

  @Test
  void seedsChooseOtherSamplesAndNoise() throws IOException {
    JsonObject first = evaluate(Map.of("tokens", 300));
    JsonObject second = evaluate(Map.of("tokens", 300, "seed", 7));
    assertEquals(first, evaluate(Map.of("tokens", 300)));
    assertFalse(first.get("metrics").equals(second.get("metrics")));
  }

  @Test
  void aModelOutsideItsRunIsMeasuredByThePapersNoiseAndItsOwnLength() throws IOException {
    Path model = Files.createDirectory(directory.resolve("model"));
    for (String name : List.of("config.json", "model.safetensors", "tokenizer.json")) {
      Files.copy(
          TinyRuns.checkpoint(run, 20).resolve(name),
          model.resolve(name),
          StandardCopyOption.REPLACE_EXISTING);
    }
    JsonObject result = evaluate(Map.of("model", model));
    assertEquals(NOISE, result.get("noise").getAsString());
    assertEquals(64, result.get("sequence_length").getAsInt());
    assertFalse(result.getAsJsonObject("metrics").has("denoising.hidden_unigram_loss"));
    assertTrue(result.getAsJsonObject("metrics").has("denoising.hidden_loss"));
  }

  @Test
  void whatDoesNotFitIsRefused() throws IOException, InterruptedException {
    TinyRuns others = new TinyRuns(directory.resolve("others"), "few other words stand in here");
    assertRefused(
        "--model "
            + TinyRuns.checkpoint(run, 20).toRealPath()
            + ": token id 261 is 'Ġt', but 'her' in the corpus's tokenizer",
        Map.of("model", run, "corpus", others.corpus()));
    assertRefused(
        "--sequence-length 65 is longer than " + run + " allows (max_position_embeddings = 64)",
        Map.of("model", run, "corpus", runs.corpus(), "sequence-length", 65));
    assertRefused(
        "unknown noising function 'infil'",
        Map.of("model", run, "corpus", runs.corpus(), "noise", "infil"));
    assertRefused("tokens must be at least 0", Map.of("model", run, "corpus", run, "tokens", -1));
    assertRefused("there is no corpus", Map.of("model", run, "corpus", directory.resolve("no")));
    assertRefused("--model is missing", Map.of("corpus", runs.corpus()));
  }

  @Test
  void workThatIsStoppedHasNoResults() throws IOException {
    StopSignal stop = new StopSignal();
    stop.request();
    DenoisingEvaluationConfig config =
        new DenoisingEvaluationConfig(
            new ObjectiveEvaluationConfig(
                new EvaluationSettings("denoising", OutputFormat.TEXT),
                run,
                runs.corpus(),
                0,
                null,
                0,
                50,
                1,
                "cpu"),
            List.of("mask-tokens", "delete-tokens"),
            new PluginSettings(null));
    NoisePlugins plugins =
        Guice.createInjector(new BartPretrainModule()).getInstance(NoisePlugins.class);
    assertEquals(
        List.of(), new DenoisingEvaluation(plugins).evaluate(config, new RecordingConsole(), stop));
  }

  private static JsonObject evaluate(Map<String, ?> changes) {
    Map<String, Object> options = new HashMap<>(Map.of("model", run, "corpus", runs.corpus()));
    options.putAll(changes);
    TinyRuns.Outcome outcome = TinyRuns.evaluate(options);
    assertEquals(0, outcome.exitCode(), outcome::err);
    return JsonParser.parseString(outcome.out()).getAsJsonObject();
  }

  private static void assertRefused(String why, Map<String, ?> options) {
    TinyRuns.Outcome outcome = TinyRuns.evaluate(options);
    assertEquals(2, outcome.exitCode(), outcome::err);
    assertTrue(outcome.err().contains(why), outcome::err);
    assertEquals("", outcome.out());
  }

  private static JsonObject validationAt(long step) throws IOException {
    return MetricsLog.read(run).stream()
        .filter(line -> line.get("step").getAsLong() == step && line.has("validation_loss"))
        .findFirst()
        .orElseThrow();
  }

  private static JsonObject without(String key, JsonObject result) {
    JsonObject rest = result.deepCopy();
    rest.remove(key);
    return rest;
  }
}
