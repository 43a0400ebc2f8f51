package io.noisette.seq2seq;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.noisette.command.StopSignal;
import io.noisette.engine.Torch;
import io.noisette.evaluation.EvaluationResult;
import io.noisette.failure.UsageException;
import io.noisette.generate.search.BartGenerator;
import io.noisette.generate.target.GenerationPlan;
import io.noisette.generate.target.TargetSettings;
import io.noisette.model.bart.BartDirectory;
import io.noisette.model.bart.BartModel;
import io.noisette.reproduce.StageResult;
import io.noisette.run.ModelPath;
import io.noisette.seq2seq.data.EncodedPairs;
import io.noisette.seq2seq.data.PairEncoding;
import io.noisette.seq2seq.data.PairFileFormat;
import io.noisette.seq2seq.data.PairFileSettings;
import io.noisette.seq2seq.generation.RowGenerator;
import io.noisette.settings.GivenValue;
import io.noisette.settings.SettingsSchema;
import io.noisette.testing.LiveArrays;
import io.noisette.testing.RecordingConsole;
import io.noisette.testing.StepConsole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class Seq2SeqEvaluationTest {

  @TempDir private static Path directory;
  private static SmallPairs pairs;
  private static Path run;
  private static Map<String, Double> validation;

  private final RecordingConsole console = new RecordingConsole();

  @BeforeAll
  static void trains() throws IOException {
    pairs = new SmallPairs(directory.resolve("task"));
    run = directory.resolve("run");
    StageResult result =
        new Seq2SeqStage()
            .train(
                pairs.config(run, Map.of("epochs", 20, "metric", "rouge", "validate-every", 20)),
                new RecordingConsole(),
                new StopSignal());
    validation = Objects.requireNonNull(result).metrics();
  }

  @Test
  void figuresAreThoseOfTheValidationThatChoseTheCheckpoint() throws IOException {
    EvaluationResult result = evaluate(Map.of("metric", List.of("rouge", "bleu")));
    assertEquals(6, result.n());
    for (String name : List.of("loss", "perplexity", "rouge1", "rouge2", "rougeLsum")) {
      assertEquals(
          Objects.requireNonNull(validation.get("validation." + name), name),
          result.metrics().get("seq2seq." + name),
          1e-4,
          name);
    }
    assertTrue(result.metrics().containsKey("seq2seq.bleu"));
    assertEquals(
        Math.exp(Objects.requireNonNull(result.metrics().get("seq2seq.loss"))),
        result.metrics().get("seq2seq.perplexity"),
        1e-9);
    assertTrue(
        String.valueOf(result.details().get("signature of rouge")).startsWith("nrefs:1|"),
        result::toString);
    assertEquals(0.0, result.details().get("cut_source_share"));
  }

  @Test
  void rougeOfStemsSaysSoInItsSignature() throws IOException {
    EvaluationResult result = evaluate(Map.of("metric", "rouge", "stemmer", true));
    String signature = String.valueOf(result.details().get("signature of rouge"));
    assertTrue(signature.contains("|stem:porter|"), signature);
    assertThrows(UsageException.class, () -> evaluate(Map.of("metric", "bleu", "stemmer", true)));
  }

  @Test
  void predictionsAreInTheOrderOfTheRowsWithTheirReferences() throws IOException {
    Path file = directory.resolve("predictions/dev.jsonl");
    evaluate(Map.of("predictions", file, "metric", "exact-match"));
    List<String> lines = Files.readAllLines(file);
    List<String> rows = Files.readAllLines(pairs.validation());
    assertEquals(rows.size(), lines.size());
    for (int i = 0; i < lines.size(); i++) {
      JsonObject line = JsonParser.parseString(lines.get(i)).getAsJsonObject();
      assertEquals(i, line.get("index").getAsInt());
      assertEquals(
          rows.get(i).split("\t", -1)[1], line.getAsJsonArray("references").get(0).getAsString());
      assertFalse(line.get("prediction").getAsString().contains("<"), lines.get(i));
    }
  }

  @Test
  void textsMayBeGeneratedForASampleOfTheRows() throws IOException {
    Path file = directory.resolve("sample.jsonl");
    EvaluationResult result = evaluate(Map.of("predictions", file, "rows", 4));
    assertEquals(6, result.n(), "the loss is that of all rows");
    assertEquals(4L, result.details().get("generated"));
    assertEquals(4, Files.readAllLines(file).size());
  }

  @Test
  void severalReferencesAreTargetsOfTheLossAndOneRowOfTheMetric() throws IOException {
    Path file = directory.resolve("references.jsonl");
    Files.writeString(
        file,
        "{\"source\": \"the red sun\", \"target\": [\"nothing like it\", \"die rote sonne\"]}\n");
    EvaluationResult both = evaluate(Map.of("data", file, "metric", "token-f1"));
    assertEquals(1, both.n());
    Path second = directory.resolve("second.jsonl");
    Files.writeString(second, "{\"source\": \"the red sun\", \"target\": \"die rote sonne\"}\n");
    EvaluationResult one = evaluate(Map.of("data", second, "metric", "token-f1"));
    assertTrue(
        Objects.requireNonNull(one.metrics().get("seq2seq.loss"))
            < Objects.requireNonNull(both.metrics().get("seq2seq.loss")),
        "the unlikely reference counts in the loss");
    assertEquals(
        one.metrics().get("seq2seq.token_f1"), both.metrics().get("seq2seq.token_f1"), "the best");
  }

  @Test
  void aStopLeavesOlderPredictionsAsTheyAre() throws IOException {
    String older = "{\"index\":0,\"prediction\":\"older\"}\n";
    Path file = Files.writeString(directory.resolve("older.jsonl"), older);
    Seq2SeqEvaluationConfig config = config(Map.of("predictions", file));
    AtomicInteger updates = new AtomicInteger();
    StepConsole counting = new StepConsole(done -> updates.incrementAndGet());
    new Seq2SeqEvaluation().evaluate(config, counting, new StopSignal());
    assertEquals(6, Files.readAllLines(file).size());
    Files.writeString(file, older);
    StopSignal stop = new StopSignal();
    int all = updates.getAndSet(0);
    StepConsole stopping =
        new StepConsole(
            done -> {
              if (updates.incrementAndGet() == all) { // the last text is there
                stop.request();
              }
            });
    assertEquals(List.of(), new Seq2SeqEvaluation().evaluate(config, stopping, stop));
    assertEquals(older, Files.readString(file));
    Path copy = Files.copy(pairs.validation(), directory.resolve("copy.tsv"));
    Map<String, Object> same = Map.of("predictions", copy, "data", copy);
    UsageException failure = assertThrows(UsageException.class, () -> evaluate(same));
    assertTrue(
        failure.getMessage().contains(" would replace a file that is read"), failure.getMessage());
    Path notes = Files.writeString(directory.resolve("notes.txt"), "my notes");
    Map<String, Object> other = Map.of("predictions", notes);
    failure = assertThrows(UsageException.class, () -> evaluate(other));
    assertTrue(failure.getMessage().contains("was not written by this"), failure.getMessage());
    assertEquals("my notes", Files.readString(notes));
  }

  @Test
  void withTheLossAloneNothingIsGenerated() throws IOException {
    EvaluationResult result = evaluate(Map.of("metric", "loss"));
    assertFalse(result.metrics().containsKey("seq2seq.chrf"));
    assertFalse(result.details().containsKey("generation"));
    Map<String, Object> predictions =
        Map.of("metric", "loss", "predictions", directory.resolve("p.jsonl"));
    UsageException failure = assertThrows(UsageException.class, () -> evaluate(predictions));
    assertTrue(
        failure.getMessage().contains("--predictions needs a --metric other than loss"),
        failure.getMessage());
  }

  @Test
  void resultsThatReachTheMaximumAreTold() throws IOException {
    EvaluationResult result = evaluate(Map.of("max-tokens", 3));
    assertEquals(6L, result.details().get("unfinished"));
    assertTrue(
        console
            .messages()
            .contains(
                "6 of 6 generated texts reached the maximum of 3 tokens before their end"
                    + " (--max-tokens)"),
        console.messages()::toString);
    assertTrue(
        console.messages().stream().anyMatch(line -> line.contains("max-tokens 3 (option)")));
  }

  @Test
  void aModelWithoutSettingsIsSearchedAsGenerateDoes() throws IOException {
    Path copy = Files.createDirectories(directory.resolve("no-maximum"));
    Path best = ModelPath.resolve(run);
    for (String file : List.of("config.json", "model.safetensors", "tokenizer.json")) {
      Files.copy(best.resolve(file), copy.resolve(file));
    }
    evaluate(Map.of("model", copy));
    assertTrue(
        console.messages().stream()
            .anyMatch(
                line ->
                    line.contains(
                        "search: beam 4 (default), length-penalty 1.0 (default),"
                            + " no-repeat-ngram-size 0 (default), max-tokens 24 (positions of the"
                            + " model), min-tokens 0 (default)")),
        console.messages()::toString);
  }

  @Test
  void rowsAreNeverSkippedUnlessAskedFor() throws IOException {
    Path file = directory.resolve("bad.tsv");
    Files.writeString(file, "the red sun\tdie rote sonne\nthe red lamp\t\n");
    RuntimeException failure =
        assertThrows(RuntimeException.class, () -> evaluate(Map.of("data", file)));
    assertTrue(
        failure.getMessage().startsWith("1 of 2 rows cannot be used: 1 with an empty target"),
        failure.getMessage());
    EvaluationResult result = evaluate(Map.of("data", file, "bad-rows", "skip"));
    assertEquals(1, result.n());
    assertEquals(1L, result.details().get("skipped_rows"));
  }

  @Test
  void noTensorOutlivesALossOrAText() throws Exception {
    try (NDManager manager = Torch.newManager("cpu");
        Seq2SeqModel stored = Seq2SeqModel.open(run, warning -> {});
        BartModel model = new BartDirectory(stored.directory()).read(manager)) {
      EncodedPairs data = read(stored);
      RowGenerator generator =
          new RowGenerator(
              new BartGenerator(manager, model),
              GenerationPlan.of(TargetSettings.NONE, stored.directory(), stored.config())
                  .settings(),
              stored.tokenizer(),
              stored.config().special());
      TargetLosses losses = new TargetLosses(manager, model, generator, 50);
      int before = LiveArrays.count(manager);
      losses.measure(data, new StopSignal(), done -> {});
      List<Integer> live = new ArrayList<>();
      int[] rows = IntStream.range(0, data.getRowCount()).toArray();
      generator.generate(data, rows, done -> {}, () -> false, text -> live.add(text.row()));
      assertEquals(IntStream.of(rows).boxed().toList(), live);
      assertEquals(before, LiveArrays.count(manager));
    }
  }

  private static EncodedPairs read(Seq2SeqModel stored) throws IOException {
    EncodedPairs data =
        new PairEncoding(
                "--data",
                PairFileFormat.AUTO,
                PairFileSettings.DEFAULT,
                stored.toEncoders(pairs.config(run, Map.of()).lengths(), ""),
                new RecordingConsole())
            .read(List.of(pairs.train()), true, new StopSignal());
    return Objects.requireNonNull(data);
  }

  private EvaluationResult evaluate(Map<String, ?> changes) throws IOException {
    return new Seq2SeqEvaluation().evaluate(config(changes), console, new StopSignal()).get(0);
  }

  private static Seq2SeqEvaluationConfig config(Map<String, ?> changes) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("task", "seq2seq");
    all.put("model", run);
    all.put("data", pairs.validation());
    all.put("threads", 1);
    all.putAll(changes);
    Map<String, GivenValue> given = new LinkedHashMap<>();
    all.forEach((name, value) -> given.put(name, new GivenValue("--" + name, textsOf(value))));
    return SettingsSchema.of(Seq2SeqEvaluationConfig.class).read(given, Map.of());
  }

  private static List<String> textsOf(Object value) {
    return value instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of(String.valueOf(value));
  }
}
