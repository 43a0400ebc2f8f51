package io.noisette.bart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.noisette.bart.objective.Denoising;
import io.noisette.run.MetricsLog;
import io.noisette.run.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run by an objective without noise, from its start to what is measured of it. */
class MaskedSeq2SeqRunTest {

  private static final String NAME = "masked-seq2seq";
  private static final List<String> FIGURES =
      List.of("loss", "perplexity", "accuracy", "unigram_loss");

  @TempDir private static Path directory;
  private static TinyRuns runs;
  private static Path run;
  private static TinyRuns.Outcome outcome;

  @BeforeAll
  static void train() throws IOException, InterruptedException {
    runs = new TinyRuns(directory);
    run = directory.resolve("run");
    outcome = runs.runVerb(run, options(Map.of("validate-every", 20)));
  }

  @Test
  void aRunSaysAndRecordsWhatItLearns() throws IOException {
    assertEquals(0, outcome.exitCode(), outcome::err);
    assertTrue(outcome.err().contains("of text; objective " + NAME), outcome::err);
    RunRecord record = RunRecord.read(run);
    assertEquals(NAME, record.settings().get("objective"));
    assertNull(record.settings().get("noise"));
  }

  @Test
  void itsFiguresAreThoseOfTheTokensThatItPredicts() throws IOException {
    JsonObject validation = validation();
    for (String figure : FIGURES) {
      assertTrue(Double.isFinite(validation.get("validation_" + figure).getAsDouble()), figure);
    }
    assertEquals(1 + FIGURES.size(), validation.size(), validation::toString);
    JsonObject last =
        MetricsLog.read(run).stream()
            .filter(line -> line.has("target_tokens"))
            .reduce((first, second) -> second)
            .orElseThrow();
    double perStep = last.get("target_tokens").getAsDouble() / last.get("step").getAsDouble();
    assertEquals(90, perStep, 10); // half of 200 tokens, less those of bos and eos
  }

  @Test
  void evaluationHasTheFiguresOfValidation() throws IOException {
    Map<String, Object> options =
        Map.of("model", run, "corpus", runs.corpus(), "micro-batch-tokens", 90, "threads", 2);
    JsonObject result = evaluate(NAME, options);
    JsonObject metrics = result.getAsJsonObject("metrics");
    for (String figure : FIGURES) {
      assertEquals(
          validation().get("validation_" + figure).getAsDouble(),
          metrics.get(NAME + "." + figure).getAsDouble(),
          figure);
    }
    assertFalse(result.has("noise"), result::toString);
    assertTrue(metrics.get(NAME + ".loss_stderr").getAsDouble() > 0, metrics::toString);
  }

  @Test
  void itsModelCanBeMeasuredByDenoising() {
    JsonObject result = evaluate("denoising", Map.of("model", run, "corpus", runs.corpus()));
    assertEquals(Denoising.PAPER_NOISE, result.get("noise").getAsString());
    assertTrue(result.getAsJsonObject("metrics").has("denoising.hidden_unigram_loss"));
  }

  @Test
  void itsReportHasNeitherNoiseNorGaps() throws IOException {
    String page = Files.readString(run.resolve("report.html"));
    assertTrue(page.contains("<h3>Accuracy on target tokens</h3>"), page);
    for (String absent :
        List.of("<h2>Noise</h2>", "Gaps filled in", "corrupted tokens", "Not shown")) {
      assertFalse(page.contains(absent), absent);
    }
  }

  @Test
  void noiseBesideItIsRefused() {
    assertRefused(
        "--noise infill: --objective masked-seq2seq does not use noise; leave --noise out",
        directory.resolve("noise"),
        options(Map.of("noise", "infill")));
  }

  @Test
  void anotherObjectiveDoesNotResumeIt() throws IOException {
    assertRefused("--objective was \"masked-seq2seq\", is \"denoising\"", run, Map.of());
    Path older = directory.resolve("older");
    assertEquals(0, runs.runVerb(older, Map.of("steps", 1)).exitCode());
    Path record = older.resolve(RunRecord.FILE_NAME);
    String json = Files.readString(record).replace("\"objective\": \"denoising\",", "");
    Files.writeString(record, json);
    assertRefused("--noise was", older, options(Map.of("steps", 2)));
  }

  @Test
  void aDryRunShowsIt() {
    TinyRuns.Outcome dry =
        TinyRuns.runVerb(List.of("--dry-run", "--objective=" + NAME, "--preset=mini"));
    assertEquals(0, dry.exitCode(), dry::err);
    assertTrue(dry.out().contains("objective: masked-seq2seq\n"), dry::out);
    assertTrue(dry.out().contains("noise: null\n"), dry::out);
  }

  private static Map<String, Object> options(Map<String, Object> more) {
    Map<String, Object> options = new HashMap<>(Map.of("objective", NAME, "steps", 20));
    options.putAll(more);
    return options;
  }

  private static JsonObject validation() throws IOException {
    return MetricsLog.read(run).stream()
        .filter(line -> line.has("validation_loss"))
        .findFirst()
        .orElseThrow();
  }

  private static JsonObject evaluate(String task, Map<String, Object> options) {
    TinyRuns.Outcome evaluated = TinyRuns.evaluate(task, options);
    assertEquals(0, evaluated.exitCode(), evaluated::err);
    return JsonParser.parseString(evaluated.out()).getAsJsonObject();
  }

  private static void assertRefused(String why, Path output, Map<String, Object> changes) {
    TinyRuns.Outcome refused = runs.runVerb(output, changes);
    assertEquals(2, refused.exitCode(), refused::err);
    assertTrue(refused.err().contains(why), refused::err);
  }
}
