package io.noisette.sandwich;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.noisette.command.StopSignal;
import io.noisette.corpus.PrepareCommand;
import io.noisette.corpus.PrepareConfig;
import io.noisette.testing.RecordingConsole;
import io.noisette.text.DocumentFormat;
import io.noisette.tokenizer.TokenizerTrainCommand;
import io.noisette.tokenizer.TokenizerTrainConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PerplexityEvaluationTest {

  private static final double TOLERANCE = 1e-5;

  private static final RecordingConsole CONSOLE = new RecordingConsole();

  @TempDir private static Path directory;
  private static TinyLms runs;
  private static Path run;
  private static SandwichLmResult result;

  @BeforeAll
  static void train() throws IOException, InterruptedException {
    runs = new TinyLms(directory);
    run = directory.resolve("run");
    Map<String, ?> changes = Map.of("max-positions", 500, "validate-every", 30);
    result = TinyLms.train(runs.config(run, changes), CONSOLE);
  }

  @Test
  void theRunSaysWhatItsValidationMeasures() {
    long tokens = evaluate(Map.of()).get("tokens").getAsLong();
    String line = "validation: " + tokens + " tokens in blocks of 20, words and ends of lines";
    assertTrue(CONSOLE.messages().contains(line), () -> CONSOLE.messages().toString());
  }

  @Test
  void blocksHaveTheLossThatTheRunLogged() {
    JsonObject line = evaluate(Map.of("window", 20, "micro-batch-tokens", 90));
    assertEquals(result.validationLoss(), loss(line));
    assertEquals(20, line.get("stride").getAsInt());
    assertEquals("words and ends of lines", line.get("normaliser").getAsString());
    assertEquals(
        Math.exp(loss(line)),
        line.getAsJsonObject("metrics").get("perplexity.perplexity").getAsDouble());
  }

  /** docs/papers.md 2.8, check 10. */
  @Test
  void theWindowChangesTheContextAndNotWhatIsCounted() {
    JsonObject whole = evaluate(Map.of("window", 500));
    long tokens = whole.get("tokens").getAsLong();
    assertTrue(tokens < 500, () -> "the window must hold the whole text, " + tokens);
    assertEquals(loss(whole), loss(evaluate(Map.of("window", 500, "stride", 30))), TOLERANCE);
    assertEquals(loss(whole), loss(evaluate(Map.of("window", 500, "stride", 1))), TOLERANCE);
    for (int stride : List.of(1, 7, 30)) {
      JsonObject line = evaluate(Map.of("window", 30, "stride", stride));
      assertEquals(tokens, line.get("tokens").getAsLong());
      assertTrue(Math.abs(loss(line) - loss(whole)) > TOLERANCE, "context must matter");
    }
  }

  @Test
  void batchesChangeNothingButRounding() {
    double one = loss(evaluate(Map.of("window", 30, "stride", 10, "micro-batch-tokens", 1)));
    double all = loss(evaluate(Map.of("window", 30, "stride", 10, "micro-batch-tokens", 9999)));
    assertEquals(one, all, 1e-6);
  }

  @Test
  void wordPiecesAreAlsoMeasuredByWordAndByByte() throws Exception {
    Path text = directory.resolve("pieces.txt");
    Files.writeString(text, "the cat sees a dog\n\nit runs to\nthat old house\n".repeat(9));
    Path tokenizer = directory.resolve("tokenizer.json");
    RecordingConsole console = new RecordingConsole();
    new TokenizerTrainCommand()
        .train(new TokenizerTrainConfig(List.of(text), 290, tokenizer), console);
    Path corpus = directory.resolve("pieces");
    new PrepareCommand()
        .prepare(
            new PrepareConfig(List.of(text), tokenizer, corpus, DocumentFormat.BLANK_LINE, "en"),
            console,
            new StopSignal());
    Path pieces = directory.resolve("pieces-run");
    Map<String, ?> changes =
        Map.of("corpus", corpus, "validation", corpus, "cutoffs", 0, "steps", 2);
    TinyLms.train(runs.config(pieces, changes), console);
    JsonObject line = evaluate(Map.of("model", pieces, "corpus", corpus));
    assertEquals("tokens and ends of documents", line.get("normaliser").getAsString());
    long documents = 10; // the last lines of a part and the first of the next are one document
    assertEquals(9 * 11 + documents, line.get("words").getAsLong());
    long bytes = 18 + 8 * 44 + 25 + documents;
    assertEquals(bytes, line.get("bytes").getAsLong());
    double nats = loss(line) * line.get("tokens").getAsLong();
    JsonObject metrics = line.getAsJsonObject("metrics");
    assertEquals(
        Math.exp(nats / line.get("words").getAsLong()),
        metrics.get("perplexity.word_perplexity").getAsDouble(),
        1e-9);
    assertEquals(
        nats / Math.log(2) / bytes, metrics.get("perplexity.bits_per_byte").getAsDouble(), 1e-9);
  }

  @Test
  void whatDoesNotFitIsRefusedInALine() {
    assertRefused("--window 501 is longer than", Map.of("window", 501));
    assertRefused("--stride 9 must be at most --window = 8", Map.of("window", 8, "stride", 9));
    assertRefused("stride must be at least 1, not 0", Map.of("stride", 0));
    assertRefused("there is no corpus", Map.of("corpus", directory.resolve("absent")));
    assertRefused("there is no such directory", Map.of("model", directory.resolve("absent")));
  }

  private static JsonObject evaluate(Map<String, ?> changes) {
    TinyLms.Outcome outcome = TinyLms.evaluate(options(changes));
    assertEquals(0, outcome.exitCode(), outcome::err);
    return JsonParser.parseString(outcome.out()).getAsJsonObject();
  }

  private static void assertRefused(String message, Map<String, ?> changes) {
    TinyLms.Outcome outcome = TinyLms.evaluate(options(changes));
    assertEquals(2, outcome.exitCode(), outcome::err);
    assertTrue(outcome.err().contains(message), outcome::err);
  }

  private static Map<String, Object> options(Map<String, ?> changes) {
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("model", run);
    options.put("corpus", runs.heldOut());
    options.put("threads", 2);
    options.putAll(changes);
    return options;
  }

  private static double loss(JsonObject line) {
    return line.getAsJsonObject("metrics").get("perplexity.loss").getAsDouble();
  }
}
