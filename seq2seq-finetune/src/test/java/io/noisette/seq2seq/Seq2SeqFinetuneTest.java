package io.noisette.seq2seq;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.noisette.command.StopSignal;
import io.noisette.failure.InUseException;
import io.noisette.failure.UsageException;
import io.noisette.generate.search.GenerationConfigFile;
import io.noisette.generate.search.GenerationSettings;
import io.noisette.run.CheckpointDirectory;
import io.noisette.run.MetricsLog;
import io.noisette.run.RunFacts;
import io.noisette.run.RunRecord;
import io.noisette.testing.RecordingConsole;
import io.noisette.testing.StepConsole;
import io.noisette.tokenizer.Tokenizer;
import io.noisette.train.TrainingState;
import io.noisette.train.step.PlainStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class Seq2SeqFinetuneTest {

  @TempDir private static Path directory;
  private static SmallPairs pairs;
  private static Path learned;
  private static final RecordingConsole CONSOLE = new RecordingConsole();

  @BeforeAll
  static void learnsTheTask() throws IOException {
    pairs = new SmallPairs(directory.resolve("task"));
    learned = directory.resolve("learned");
    Seq2SeqFinetuneConfig config =
        pairs.config(
            learned,
            Map.of("epochs", 150, "dropout", 0, "metric", "exact-match", "validate-every", 100));
    TrainingState end = new Seq2SeqFinetuneRecipe(config, CONSOLE).train();
    assertEquals(100, end.best(), "every word has its translation");
  }

  @Test
  void theBestCheckpointIsAHuggingFaceDirectoryWithTokenizerAndGenerationSettings()
      throws IOException {
    Path best = learned.resolve("checkpoints/best");
    JsonObject config =
        JsonParser.parseString(Files.readString(best.resolve("config.json"))).getAsJsonObject();
    assertEquals(
        "BartForConditionalGeneration",
        config.getAsJsonArray("architectures").get(0).getAsString());
    GenerationSettings settings = GenerationConfigFile.read(best);
    assertEquals(2, settings.numBeams());
    assertEquals(0, settings.forcedBosTokenId());
    try (Tokenizer tokenizer = Tokenizer.load(best)) {
      int longest = tokenizer.encode("die dunkle sonne").length + 2;
      assertTrue(settings.maxNewTokens() > longest, "every target has room for its end");
      assertTrue(settings.maxNewTokens() < 20, "20 is the default of transformers");
    }
  }

  @Test
  void whatIsToldHasColumnsGenerationAndExamples() {
    List<String> told = CONSOLE.messages();
    String all = String.join("\n", told);
    assertTrue(
        told.contains(pairs.train() + ": TSV without a header; source 1, target 2 (in order)"),
        all);
    assertTrue(
        all.contains(
            "generation: beam 2 (option), length-penalty 1.0 (default), no-repeat-ngram-size 0"
                + " (default), min-tokens 0 (default), max-tokens "),
        all);
    assertTrue(all.contains("(the longest training target, 99.9th percentile, rounded up)"), all);
    assertTrue(told.contains("  source:    the red flower"), all);
    assertTrue(told.contains("  reference: die rote blume"), all);
    assertTrue(told.contains("  generated: die rote blume"), all);
  }

  @Test
  void theLogHasBothLossesAndTheMetricOfEachValidation() throws IOException {
    List<JsonObject> lines = MetricsLog.read(learned);
    JsonObject step = lines.get(0);
    assertTrue(
        step.get(PlainStep.SMOOTHED_LOSS).getAsDouble() > 0 && step.get("loss").getAsDouble() > 0);
    JsonObject validation =
        lines.stream().filter(line -> line.has("validation_exact_match")).findFirst().orElseThrow();
    double loss = validation.get("validation_loss").getAsDouble();
    assertEquals(Math.exp(loss), validation.get("validation_perplexity").getAsDouble(), 1e-9);
    assertTrue(validation.has("validation_unfinished"));
    RunFacts facts = Objects.requireNonNull(RunRecord.read(learned).facts());
    assertEquals("validation_exact_match", facts.choice());
    assertTrue(facts.higherIsBetter());
  }

  @Test
  void theTextsOfTheLastValidationAreInTheRunDirectory() throws IOException {
    List<String> lines = Files.readAllLines(learned.resolve(Seq2SeqValidator.FILE_NAME));
    assertEquals(6, lines.size());
    JsonObject first = JsonParser.parseString(lines.get(0)).getAsJsonObject();
    assertEquals("die rote blume", first.get("prediction").getAsString());
    assertTrue(first.get("finished").getAsBoolean());
    assertEquals("die rote blume", first.getAsJsonArray("references").get(0).getAsString());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aStoppedOrInterruptedRunResumesToTheSameBytes(boolean interrupts) throws IOException {
    Map<String, ?> changes = Map.of("epochs", 6, "validate-every", 4, "metric", "chrf");
    Path whole = directory.resolve("whole");
    if (!Files.exists(whole)) { // the same for both
      SmallPairs.train(pairs.config(whole, changes));
    }
    Path stopped = directory.resolve("stopped-" + interrupts);
    StopSignal stop = new StopSignal();
    Seq2SeqFinetuneConfig config = pairs.config(stopped, changes);
    StepConsole console =
        new StepConsole(
            done -> {
              if (done == 7) {
                assertThrows(InUseException.class, () -> SmallPairs.train(config));
                if (interrupts) {
                  Thread.currentThread().interrupt();
                } else {
                  stop.request();
                }
              }
            });
    TrainingState first = new Seq2SeqFinetuneRecipe(config, console).train(stop);
    assertEquals(interrupts, Thread.interrupted());
    assertEquals(7, first.step());
    TrainingState end = SmallPairs.train(config);
    assertEquals(12, end.step());
    for (String file : List.of("model.safetensors", "optimizer.safetensors")) {
      assertArrayEquals(
          Files.readAllBytes(CheckpointDirectory.latestOf(whole).resolve(file)),
          Files.readAllBytes(CheckpointDirectory.latestOf(stopped).resolve(file)),
          file);
    }
    assertArrayEquals(
        Files.readAllBytes(whole.resolve(Seq2SeqValidator.FILE_NAME)),
        Files.readAllBytes(stopped.resolve(Seq2SeqValidator.FILE_NAME)));
  }

  @Test
  void otherSettingsAreRefusedBeforeTheDataAreRead() {
    RecordingConsole console = new RecordingConsole();
    Seq2SeqFinetuneConfig config =
        pairs.config(
            learned,
            Map.of("epochs", 150, "dropout", 0.3, "metric", "exact-match", "validate-every", 100));
    UsageException refused =
        assertThrows(
            UsageException.class, () -> new Seq2SeqFinetuneRecipe(config, console).train());
    assertTrue(refused.getMessage().contains("--dropout was 0"), refused.getMessage());
    assertEquals(List.of(), console.messages());
  }

  @Test
  void microBatchesAndLanesTrainTheSameModelButForRounding() throws IOException {
    Map<String, Object> whole = Map.of("steps", 3, "dropout", 0, "metric", "loss");
    Path one = directory.resolve("one");
    SmallPairs.train(pairs.config(one, whole));
    Path parts = directory.resolve("parts");
    SmallPairs.train(
        pairs.config(
            parts,
            Map.of(
                "steps", 3, "dropout", 0, "metric", "loss", "micro-batch-tokens", 20, "lanes", 2)));
    double expected = lastOf(one, "validation_loss");
    assertEquals(expected, lastOf(parts, "validation_loss"), 1e-4 * expected);
  }

  @Test
  void withTheLossAsMetricNoTextIsGenerated() throws IOException {
    Path output = directory.resolve("loss");
    TrainingState end =
        SmallPairs.train(
            pairs.config(output, Map.of("steps", 2, "metric", "loss", "label-smoothing", 0)));
    assertNotNull(end.best());
    assertFalse(Files.exists(output.resolve(Seq2SeqValidator.FILE_NAME)));
    assertFalse(MetricsLog.read(output).get(0).has(PlainStep.SMOOTHED_LOSS));
    assertTrue(
        Objects.requireNonNull(RunRecord.read(output).facts())
            .unused()
            .containsAll(List.of("validation-rows", "label-smoothing-form")));
  }

  @Test
  void aDryRunReadsTheDataAndTrainsNothing() throws IOException {
    Path output = directory.resolve("dry");
    RecordingConsole console = new RecordingConsole();
    Seq2SeqFinetuneConfig config =
        pairs.config(output, Map.of("epochs", 5)).withRuntime(it -> it.dryRun(true));
    assertEquals(TrainingState.START, new Seq2SeqFinetuneRecipe(config, console).train());
    assertFalse(Files.exists(output));
    assertTrue(
        console.text().contains("16 training examples of 16 rows, 6 for validation of 6 rows"),
        console::text);
    assertTrue(
        console.text().contains("10 steps of at most 8 examples, about 2 per epoch"),
        console::text);
  }

  @Test
  void anEpochOfTokensEndsWithTheData() throws IOException {
    RecordingConsole console = new RecordingConsole();
    Seq2SeqFinetuneConfig config =
        pairs
            .config(directory.resolve("tokens"), Map.of("epochs", 2))
            .withTraining(it -> it.batchSize(null).tokensPerStep(1_000_000))
            .withRuntime(it -> it.dryRun(true));
    new Seq2SeqFinetuneRecipe(config, console).train();
    assertTrue(
        console.text().contains("2 steps of at most 1,000,000 tokens, about 1 per epoch"),
        console::text);
  }

  @Test
  void onlyStepsOfTokensBoundAMicroBatch() {
    Seq2SeqFinetuneConfig config = pairs.config(directory.resolve("bounds"), Map.of());
    Seq2SeqTrainingSettings examples =
        config.withTraining(it -> it.batchSize(64).microBatchTokens(32_768)).training();
    assertEquals(32_768, examples.countMicroBatchTokens());
    Seq2SeqTrainingSettings tokens =
        config
            .withTraining(it -> it.batchSize(null).tokensPerStep(8192).microBatchTokens(32_768))
            .training();
    assertEquals(8192, tokens.countMicroBatchTokens());
  }

  @Test
  void aFineTunedModelCanBeFineTunedFurtherWithItsOwnSearch() throws IOException {
    RecordingConsole console = new RecordingConsole();
    Seq2SeqFinetuneConfig config =
        pairs
            .config(directory.resolve("further"), Map.of("steps", 1, "learning-rate", 1e-5))
            .withModel(learned)
            .withRandomInit(false)
            .withSearch(it -> it.beam(null));
    new Seq2SeqFinetuneRecipe(config, console).train();
    String all = String.join("\n", console.messages());
    assertTrue(all.contains("generation: beam 2 (checkpoint)"), all);
    assertTrue(all.contains("  generated: die rote blume"), all);
  }

  @Test
  void moreTokensThanPositionsAreRefused() {
    Seq2SeqFinetuneConfig config =
        pairs.config(directory.resolve("long"), Map.of("max-tokens", 25));
    UsageException failure = assertThrows(UsageException.class, () -> SmallPairs.train(config));
    assertEquals(
        "--max-tokens 25 is longer than "
            + pairs.model()
            + " allows (max_position_embeddings = 24)",
        failure.getMessage());
    Seq2SeqFinetuneConfig source =
        pairs.config(directory.resolve("long"), Map.of("max-source-length", 25));
    assertEquals(
        "--max-source-length 25 is longer than "
            + pairs.model()
            + " allows (max_position_embeddings = 24)",
        assertThrows(UsageException.class, () -> SmallPairs.train(source)).getMessage());
  }

  @Test
  void aTokenizerWithOtherSpecialTokensIsRefused() throws IOException {
    Path other = copyOfModel("other-special");
    Path config = other.resolve("config.json");
    Files.writeString(
        config, Files.readString(config).replace("\"bos_token_id\": 0", "\"bos_token_id\": 5"));
    Seq2SeqFinetuneConfig settings =
        pairs.config(directory.resolve("special"), Map.of()).withModel(other);
    UsageException failure = assertThrows(UsageException.class, () -> SmallPairs.train(settings));
    assertEquals(
        other
            + ": token id 0 is <s> in the tokenizer, but bos_token_id is 5 in config.json; use the"
            + " tokenizer that the model was trained with",
        failure.getMessage());
  }

  @Test
  void aModelWithoutADecoderIsRefused() throws IOException {
    Path bert = copyOfModel("bert");
    Files.writeString(
        bert.resolve("config.json"), "{\"model_type\": \"bert\", \"vocab_size\": 330}");
    Seq2SeqFinetuneConfig settings =
        pairs.config(directory.resolve("none"), Map.of()).withModel(bert);
    UsageException failure = assertThrows(UsageException.class, () -> SmallPairs.train(settings));
    assertTrue(failure.getMessage().contains("bert"), failure.getMessage());
    assertTrue(failure.getMessage().contains("supported here: bart"), failure.getMessage());
  }

  private static double lastOf(Path run, String figure) throws IOException {
    return MetricsLog.read(run).stream()
        .filter(line -> line.has(figure))
        .reduce((first, second) -> second)
        .orElseThrow()
        .get(figure)
        .getAsDouble();
  }

  private static Path copyOfModel(String name) throws IOException {
    Path copy = Files.createDirectories(directory.resolve(name));
    for (String file : List.of("config.json", "tokenizer.json", "tokenizer_config.json")) {
      Files.copy(pairs.model().resolve(file), copy.resolve(file));
    }
    return copy;
  }
}
