package io.noisette.freelb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.inference.Predictor;
import ai.djl.modality.Classifications;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.noisette.adversary.Adversary;
import io.noisette.classify.ClassifierInput;
import io.noisette.classify.ClassifierModel;
import io.noisette.classify.StoredPairFormat;
import io.noisette.evaluation.task.FineTunedRun;
import io.noisette.failure.NonFiniteException;
import io.noisette.failure.UsageException;
import io.noisette.run.CheckpointDirectory;
import io.noisette.run.MetricsLog;
import io.noisette.run.ModelPath;
import io.noisette.run.RunFacts;
import io.noisette.run.RunRecord;
import io.noisette.testing.RecordingConsole;
import io.noisette.tokenizer.PairFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FreeLbFinetuneTest {

  private static final Map<String, ?> GRID =
      Map.of("adversary", "freelb", "adv-init-mag", 0.1, "seeds", "1,2,3", "epochs", 2);

  @TempDir private static Path directory;
  private static SmallTask task;
  private static Path undisturbed;

  @BeforeAll
  static void trainsAGridOnceWithoutDisturbance() throws IOException, InterruptedException {
    task = new SmallTask(directory.resolve("task"));
    undisturbed = directory.resolve("undisturbed");
    FinetuneSummary summary = SmallTask.train(task.config(undisturbed, GRID));
    assertEquals(List.of(1L, 2L, 3L), summary.seeds());
  }

  @Test
  void theTaskIsLearnedAndTheBestCheckpointServed() throws Exception {
    Path output = directory.resolve("learned");
    FinetuneSummary summary = SmallTask.train(task.config(output, Map.of("epochs", 12)));
    assertEquals("mood.acc", summary.metric());
    assertEquals(1, summary.values().get(0), "the words tell the label");
    Path run = output.resolve("seed-1");
    try (ClassifierModel model = ClassifierModel.open(run, "cpu");
        Predictor<ClassifierInput, Classifications> predictor = model.newPredictor()) {
      Classifications good = predictor.predict(ClassifierInput.of("we had cake and number 7"));
      assertEquals("good", good.best().getClassName());
      assertEquals(1, good.best().getProbability() + good.get("bad").getProbability(), 1e-6);
    }
    List<String> predictions = Files.readAllLines(run.resolve("predictions/mood.tsv"));
    assertEquals(21, predictions.size());
    assertEquals("0\tbad", predictions.get(1));
    String config = Files.readString(run.resolve("checkpoints/best/config.json"));
    assertTrue(config.contains("\"RobertaForSequenceClassification\""), config);
    assertTrue(config.contains("\"good\""), config);
  }

  @Test
  void aDryRunFromAProgramShowsMemoryAndDoesNotTrain() throws IOException {
    Path output = directory.resolve("dry");
    RecordingConsole console = new RecordingConsole();
    FreeLbFinetuneConfig config =
        task.config(output, GRID).withRuntime(runtime -> runtime.dryRun(true));
    assertEquals(0, new FreeLbFinetuneRecipe(config, console).train().n());
    assertFalse(Files.exists(output));
    assertTrue(console.text().contains("memory: about "), console::text);
    assertTrue(console.text().contains("seeds 1, 2, 3, each: 14 steps"), console::text);
  }

  @Test
  void settingsWithoutSeedsAreRefusedWhereTheyAreGiven() {
    FreeLbFinetuneConfig config = task.config(directory.resolve("none"), GRID);
    assertThrows(IllegalArgumentException.class, () -> config.withSeeds(List.of()));
  }

  @Test
  void theSummaryIsOfAllSeeds() throws IOException {
    JsonObject summary =
        JsonParser.parseString(Files.readString(undisturbed.resolve("summary.json")))
            .getAsJsonObject();
    assertEquals("mood.acc", summary.get("metric").getAsString());
    assertEquals(3, summary.get("n").getAsInt());
    double sum = 0;
    for (var value : summary.getAsJsonArray("values")) {
      sum += value.getAsDouble();
    }
    assertEquals(sum / 3, summary.get("mean").getAsDouble(), 1e-12);
    assertEquals(3, summary.getAsJsonArray("seeds").size());
    assertTrue(summary.get("sd").getAsDouble() >= 0);
  }

  @Test
  void theRecordSaysHowLongTheRunIsAndWhatChoosesItsCheckpoint() throws IOException {
    RunFacts facts = Objects.requireNonNull(RunRecord.read(undisturbed.resolve("seed-1")).facts());
    assertEquals(14, facts.steps());
    assertEquals("mood.acc", facts.choice());
    assertTrue(facts.higherIsBetter());
    assertTrue(facts.unused().contains("yopo-inner-steps"), facts::toString);
  }

  @Test
  void aGridThatIsStoppedInsideItsSecondSeedGoesOnToTheSameBytes() throws IOException {
    Path output = directory.resolve("stopped");
    FreeLbFinetuneConfig config = task.config(output, GRID);
    assertEquals(1, SmallTask.trainUntil(2, 9, config).n());
    assertFalse(Files.exists(output.resolve("seed-3")));
    assertEquals(
        1,
        JsonParser.parseString(Files.readString(output.resolve("summary.json")))
            .getAsJsonObject()
            .get("n")
            .getAsInt());
    assertEquals(3, SmallTask.train(config).n());
    assertEquals(9, RunRecord.read(output.resolve("seed-2")).sessions().get(1).fromStep());
    assertSameGrid(undisturbed, output);
  }

  @ParameterizedTest
  @EnumSource
  void aDivergedModelIsNeverSavedAndNeverResumed(Adversary kind) throws IOException {
    for (String policy : List.of("fail", "skip")) {
      Path output = directory.resolve("diverged-" + kind + "-" + policy);
      Map<String, Object> changes = new LinkedHashMap<>();
      changes.put("adversary", kind.name().toLowerCase(Locale.ROOT));
      changes.put("learning-rate", 1e30);
      changes.put("warmup-steps", 0);
      changes.put("validate-every", 1);
      changes.put("non-finite", policy);
      FreeLbFinetuneConfig config = task.config(output, changes);
      for (int start = 1; start <= (policy.equals("fail") ? 2 : 1); start++) {
        NonFiniteException failure =
            assertThrows(NonFiniteException.class, () -> SmallTask.train(config));
        assertTrue(failure.getMessage().startsWith("step 1"), failure::getMessage);
        assertFalse(Files.exists(output.resolve("seed-1/checkpoints")), policy);
      }
    }
  }

  @Test
  void separatorAndLengthStayWithTheModel() throws IOException {
    Path output = directory.resolve("single");
    SmallTask.train(task.config(output, Map.of("pair-format", "single", "epochs", 1)));
    Path best = ModelPath.resolve(output.resolve("seed-1"));
    assertEquals(PairFormat.SINGLE, StoredPairFormat.read(best));
    assertEquals(
        PairFormat.TRANSFORMERS,
        StoredPairFormat.read(ModelPath.resolve(undisturbed.resolve("seed-1"))));
    Path copy = Files.createDirectory(directory.resolve("copy"));
    Files.copy(best.resolve("config.json"), copy.resolve("config.json"));
    assertEquals(PairFormat.SINGLE, FineTunedRun.of(copy).pairFormat());
    assertEquals(60, FineTunedRun.of(copy).maxLength());
    assertFalse(
        Files.readString(copy.resolve("config.json")).contains("classifier_dropout"),
        "the head follows the dropout of hidden states");
  }

  @Test
  void textsThatAreCutAreCounted() throws IOException {
    RecordingConsole console = new RecordingConsole();
    FreeLbFinetuneConfig config =
        task.config(directory.resolve("cut"), Map.of("max-length", 6, "steps", 1));
    new FreeLbFinetuneRecipe(config, console).train();
    String said = String.join("\n", console.messages());
    assertTrue(said.contains("train.tsv: 50 of 50 texts have more than 6 tokens"), said);
    assertTrue(said.contains("dev.tsv: 20 of 20 texts have more than 6 tokens"), said);
  }

  @Test
  void settingsWithoutEffectAndALongWarmUpAreNamed() throws IOException {
    RecordingConsole console = new RecordingConsole();
    Map<String, ?> changes =
        Map.of("adv-lr", 0.3, "adv-steps", 2, "doc-stride", 64, "warmup-steps", 99);
    FreeLbFinetuneConfig config =
        task.config(directory.resolve("plain"), changes)
            .withRuntime(runtime -> runtime.dryRun(true));
    new FreeLbFinetuneRecipe(config, console).train();
    String said = String.join("\n", console.messages());
    assertTrue(said.contains("these settings have no effect beside"), said);
    assertTrue(said.contains(" as they are: --adv-lr, --adv-steps, --doc-stride"), said);
    assertTrue(said.contains("ends within the warm-up of 99 steps"), said);
  }

  @Test
  void withoutDropoutMicroBatchesDoNotChangeTheLoss() throws IOException {
    List<Double> losses = new ArrayList<>();
    for (int tokens : new int[] {8192, 50, 1}) {
      Path output = directory.resolve("micro-" + tokens);
      Map<String, Object> changes = new LinkedHashMap<>();
      changes.put("dropout", 0);
      changes.put("attention-dropout", 0);
      changes.put("micro-batch-tokens", tokens);
      changes.put("steps", 1);
      changes.put("log-every", 1);
      SmallTask.train(task.config(output, changes));
      losses.add(MetricsLog.read(output.resolve("seed-1")).get(0).get("loss").getAsDouble());
    }
    assertEquals(losses.get(0), losses.get(1), 1e-6);
    assertEquals(losses.get(0), losses.get(2), 1e-6);
  }

  @ParameterizedTest
  @EnumSource(names = {"PGD", "FREEAT", "YOPO"})
  void everyAdversaryResumesToTheSameBytes(Adversary kind) throws IOException {
    Map<String, ?> changes = Map.of("adversary", kind.name().toLowerCase(Locale.ROOT), "epochs", 1);
    Path whole = directory.resolve("whole-" + kind);
    SmallTask.train(task.config(whole, changes));
    Path stopped = directory.resolve("stopped-" + kind);
    SmallTask.trainUntil(1, 4, task.config(stopped, changes));
    SmallTask.train(task.config(stopped, changes));
    assertSameWeights(whole, stopped, 1);
  }

  @Test
  void aBartIsFineTunedWithAnAdversary() throws IOException {
    Path output = directory.resolve("bart");
    Map<String, ?> changes =
        Map.of("model", task.bart(), "adversary", "freelb", "adv-init-mag", 0.1, "epochs", 1);
    assertEquals(1, SmallTask.train(task.config(output, changes)).n());
    UsageException refused =
        assertThrows(
            UsageException.class,
            () ->
                SmallTask.train(
                    task.config(
                        directory.resolve("bart-yopo"),
                        Map.of("model", task.bart(), "adversary", "yopo"))));
    assertTrue(refused.getMessage().contains("--adversary yopo"), refused::getMessage);
  }

  @Test
  void patienceEndsARunThatGetsNoBetter() throws IOException {
    Path output = directory.resolve("impatient");
    Map<String, ?> changes = Map.of("learning-rate", 0, "epochs", 9, "patience", 2);
    assertEquals(1, SmallTask.train(task.config(output, changes)).n());
    Path latest = CheckpointDirectory.latestOf(output.resolve("seed-1")).toRealPath();
    assertEquals("step-000021", latest.getFileName().toString(), "7 steps an epoch, 1 + 2 epochs");
    assertEquals(1, SmallTask.train(task.config(output, changes)).n());
    assertEquals(latest, CheckpointDirectory.latestOf(output.resolve("seed-1")).toRealPath());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void freeAtNeedsTheBatchInMemory(boolean isDry) {
    FreeLbFinetuneConfig config =
        task.config(
                directory.resolve("freeat"),
                Map.of("adversary", "freeat", "micro-batch-tokens", 20))
            .withRuntime(runtime -> runtime.dryRun(isDry));
    UsageException refused = assertThrows(UsageException.class, () -> SmallTask.train(config));
    assertTrue(refused.getMessage().contains("--micro-batch-tokens is 20"), refused::getMessage);
  }

  @Test
  void whatIsNotOursIsRefused() throws IOException {
    Path strange = Files.createDirectory(directory.resolve("strange"));
    Files.writeString(strange.resolve("thesis.txt"), "precious");
    assertRefused("contains no run", strange, Map.of());
    assertRefused("is the run of one seed", undisturbed.resolve("seed-1"), Map.of());
    Path other = Files.createDirectory(directory.resolve("other"));
    String record = Files.readString(undisturbed.resolve("seed-1/run.json"));
    Files.writeString(
        other.resolve("run.json"), record.replace("\"freelb-finetune\"", "\"bart-pretrain\""));
    assertRefused("is a run of bart-pretrain, not of freelb-finetune", other, Map.of());
    assertRefused("is not empty, but --resume never", undisturbed, Map.of("resume", "never"));
    assertRefused("--seeds has 2", directory.resolve("x"), Map.of("resume", "y", "seeds", "1,2"));
    assertRefused(
        "--learning-rate was 0.003, is 0.001", undisturbed, Map.of("learning-rate", 1e-3));
    assertRefused("(at most 64 tokens)", directory.resolve("x"), Map.of("max-length", 65));
  }

  private static void assertRefused(String message, Path output, Map<String, ?> changes) {
    Map<String, Object> all = new LinkedHashMap<>(GRID);
    all.putAll(changes);
    UsageException refused =
        assertThrows(UsageException.class, () -> SmallTask.train(task.config(output, all)));
    assertTrue(refused.getMessage().contains(message), refused::getMessage);
  }

  private static void assertSameGrid(Path expected, Path actual) throws IOException {
    for (long seed = 1; seed <= 3; seed++) {
      assertSameWeights(expected, actual, seed);
      Path predictions = Path.of("seed-" + seed, "predictions", "mood.tsv");
      assertArrayEquals(
          Files.readAllBytes(expected.resolve(predictions)),
          Files.readAllBytes(actual.resolve(predictions)));
    }
    assertArrayEquals(
        Files.readAllBytes(expected.resolve("summary.json")),
        Files.readAllBytes(actual.resolve("summary.json")));
    Path first = expected.resolve("seed-1/checkpoints/latest/model.safetensors");
    Path second = expected.resolve("seed-2/checkpoints/latest/model.safetensors");
    assertNotEquals(-1, Files.mismatch(first, second), "seeds differ");
  }

  private static void assertSameWeights(Path expected, Path actual, long seed) throws IOException {
    for (String link : List.of("latest", "best")) {
      for (String file : List.of("model.safetensors", "optimizer.safetensors", "trainer.json")) {
        Path path = Path.of("seed-" + seed, "checkpoints", link, file);
        assertEquals(
            -1, Files.mismatch(expected.resolve(path), actual.resolve(path)), path.toString());
      }
    }
  }
}
