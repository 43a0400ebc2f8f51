package io.noisette.distillation.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.noisette.command.Console;
import io.noisette.command.Progress;
import io.noisette.command.StopSignal;
import io.noisette.evaluation.EvaluationResult;
import io.noisette.failure.UsageException;
import io.noisette.report.ChangedSettings;
import io.noisette.report.RunReports;
import io.noisette.run.MetricsLog;
import io.noisette.testing.Interrupts;
import io.noisette.testing.RecordingConsole;
import io.noisette.train.TrainingState;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DistillDatasetTest {

  private static final String ACCURACY = "mood.acc";

  @TempDir private static Path directory;
  private static SmallDataset small;
  private static Path fixed;

  /** A set for one network, which the other tests read. */
  @BeforeAll
  static void distillsASet() throws IOException {
    small = new SmallDataset(directory.resolve("task"));
    fixed = directory.resolve("fixed");
    distill(small.config(fixed, Map.of("steps", 2, "soft-labels", true)));
  }

  @Test
  void aNetworkLearnsTheTaskFromTwoTextsPerClass() throws IOException {
    Map<String, EvaluationResult> rows = small.evaluate(fixed, Map.of("full-epochs", 10));
    assertTrue(value(rows, "own schedule") > 0.8, rows.toString());
    assertTrue(
        value(rows, "own schedule") > value(rows, "random real texts"), "the same number of texts");
    assertEquals(0.5, value(rows, "larger class"));
    EvaluationResult others = row(rows, "own schedule, other initial weights");
    assertEquals(3L, others.details().get("networks"));
    assertTrue(others.metrics().containsKey("sd"), "of three networks");
    assertFalse(row(rows, "own schedule").metrics().containsKey("sd"), "of one network");
    for (String name :
        List.of(
            "shuffled, mean rate",
            "own schedule, 12 maps",
            "nearest words",
            "best fifth of random real texts",
            "centres of k-means",
            "mean of each class",
            "nearest neighbour among random real texts",
            "nearest neighbour among the centres")) {
      assertTrue(rows.containsKey(name), name);
    }
  }

  @Test
  void aSetForRandomWeightsTeachesNetworksThatItHasNotSeen() throws IOException {
    Path output = directory.resolve("mean-vector");
    Map<String, ?> changes =
        Map.of(
            "network",
            "mean-vector",
            "init",
            "random",
            "per-class",
            4,
            "initial-rate",
            1,
            "soft-labels",
            true,
            "outer-steps",
            100);
    distill(small.config(output, changes));
    Map<String, EvaluationResult> rows =
        small.evaluate(output, Map.of("networks", 10, "full-networks", 0));
    assertEquals(10L, row(rows, "own schedule").details().get("networks"));
    assertTrue(value(rows, "own schedule") > 0.9, rows.toString());
    assertTrue(
        value(rows, "own schedule") > value(rows, "random real texts"), "the same number of texts");
    assertFalse(rows.keySet().toString().contains("maps"), "it has no maps");
  }

  @Test
  void aNetworkThatDivergesTakesTheValueOfItsRowAlone() throws IOException {
    Map<String, EvaluationResult> rows =
        small.evaluate(fixed, Map.of("networks", 1, "full-networks", 0, "rates", 1e30));
    assertTrue(Double.isNaN(value(rows, "random real texts")), rows.toString());
    assertTrue(value(rows, "own schedule") > 0, rows.toString());
    assertTrue(value(rows, "larger class") > 0, rows.toString());
  }

  @Test
  void aSetOfFixedInitialWeightsRepeatsItsAccuracy() throws IOException {
    Map<String, Integer> few = Map.of("networks", 1, "full-networks", 0);
    double first = value(small.evaluate(fixed, few), "own schedule");
    assertEquals(first, value(small.evaluate(fixed, few), "own schedule"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"fixed", "random", "random-pretrained"})
  void aStoppedDistillationResumesToTheSameBytes(String init) throws IOException {
    Map<String, ?> changes =
        Map.of("init", init, "networks", 2, "outer-steps", 6, "validate-every", 3);
    Path whole = directory.resolve("whole-" + init);
    distill(small.config(whole, changes));
    Path stopped = directory.resolve("stopped-" + init);
    DistillDatasetConfig config = small.config(stopped, changes);
    StopSignal stop = new StopSignal();
    Console console = new StoppingConsole(stop, "step 3:");
    assertEquals(3, new DistillDatasetRecipe(config, console).train(stop).step());
    distill(config);
    for (String name : List.of("model.safetensors", "optimizer.safetensors", "trainer.json")) {
      Path file = Path.of("checkpoints", "latest", name);
      assertEquals(-1, Files.mismatch(whole.resolve(file), stopped.resolve(file)), name);
    }
    assertEquals(
        init.equals("fixed"),
        Files.exists(whole.resolve("checkpoints/latest/initial-weights.safetensors")));
  }

  @Test
  void anInterruptIsAStopWhateverIsBeingDone() throws IOException {
    Map<String, ?> changes = Map.of("init", "fixed-pretrained", "outer-steps", 4);
    Path whole = directory.resolve("undisturbed");
    distill(small.config(whole, changes));
    Path output = directory.resolve("interrupted");
    DistillDatasetConfig config = small.config(output, changes);
    int interrupts =
        Interrupts.repeat(console -> new DistillDatasetRecipe(config, console).train());
    assertTrue(interrupts > 2, "interrupts: " + interrupts);
    Path model = Path.of("checkpoints", "latest", "model.safetensors");
    assertEquals(-1, Files.mismatch(whole.resolve(model), output.resolve(model)));
  }

  @Test
  void aStopWhileInitialWeightsAreTrainedLeavesNothingHalf() throws IOException {
    Path output = directory.resolve("early");
    StopSignal stop = new StopSignal();
    stop.request();
    DistillDatasetConfig config =
        small.config(output, Map.of("init", "fixed-pretrained", "outer-steps", 2));
    TrainingState state = new DistillDatasetRecipe(config, new RecordingConsole()).train(stop);
    assertEquals(0, state.step());
    assertFalse(Files.exists(output.resolve("pretrained/network-1")));
    assertEquals(2, distill(config).step());
  }

  @Test
  void oneHotLearnedLabelsStartWithTheLossOfHardOnes() throws IOException {
    Path hard = directory.resolve("hard");
    Path soft = directory.resolve("soft");
    distill(small.config(hard, Map.of("outer-steps", 3)));
    distill(small.config(soft, Map.of("outer-steps", 3, "soft-labels", true)));
    assertEquals(losses(hard).get(0), losses(soft).get(0));
    assertFalse(losses(hard).equals(losses(soft)), "later the labels have moved");
  }

  @Test
  void anAttackMakesAPretrainedNetworkMistakeOneClass() throws IOException {
    Path output = directory.resolve("attack");
    Map<String, ?> changes =
        Map.of(
            "init",
            "fixed-pretrained",
            "pretraining-epochs",
            60,
            "pretraining-rate",
            0.02,
            "attack",
            "bad:good",
            "epochs",
            1);
    distill(small.config(output, changes));
    Map<String, EvaluationResult> rows = small.evaluate(output, Map.of());
    Map<String, Double> before = row(rows, "before the training on the set").metrics();
    Map<String, Double> after = row(rows, "own schedule").metrics();
    assertEquals(0, before.get("attack_success"), "the network has learned the task");
    assertTrue(after.get("attack_success") > 0.9, rows.toString());
    assertEquals(2, rows.size(), "baselines do not attack");
  }

  @Test
  void anAttackOnNetworksThatKnowNothingIsWarnedOf() throws IOException {
    for (InitKind init : InitKind.values()) {
      String name = init.name().toLowerCase(Locale.ROOT).replace('_', '-');
      Map<String, ?> changes = Map.of("init", name, "attack", "bad:good");
      RecordingConsole console = new RecordingConsole();
      SetData.open(small.config(directory.resolve("warned"), changes), console).close();
      String told = console.messages().toString();
      assertEquals(init.isPretrained(), !told.contains("--attack"), told);
    }
  }

  @Test
  void anEncoderLearnsFromItsSet() throws Exception {
    Path model = small.writeEncoder("encoder");
    Path output = directory.resolve("set-of-encoder");
    Map<String, ?> changes =
        Map.of("words", model, "network", "encoder", "outer-steps", 4, "init", "random-pretrained");
    assertEquals(4, distill(small.config(output, changes)).step());
    Map<String, EvaluationResult> rows =
        small.evaluate(output, Map.of("networks", 2, "full-networks", 0));
    assertTrue(rows.containsKey("before the training on the set"), rows.toString());
    assertFalse(rows.keySet().toString().contains("maps"), "an encoder has no maps");
  }

  @Test
  void otherWordVectorsAreRefused() throws Exception {
    Path model = small.writeEncoder("words");
    Path other = small.writeEncoder("other words");
    Path output = directory.resolve("set-of-words");
    distill(small.config(output, Map.of("words", model, "outer-steps", 1)));
    assertTrue(
        assertThrows(UsageException.class, () -> small.evaluate(output, Map.of("words", other)))
            .getMessage()
            .contains("was distilled for the word vectors of " + model));
    assertThrows(UsageException.class, () -> small.evaluate(model, Map.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "task|joy|is a regression",
        "task|one|has no text with the label good",
        "attack|bad|--attack must be FROM:TO",
        "attack|bad:ugly|the label must be one of bad, good, not 'ugly'",
        "attack|good:good|the two classes must differ",
        "precision|bf16|computes in fp32 only",
        "per-class|2000000|per-class must be at most 1048576, not 2000000",
        "maps|2000000|maps must be at most 1048576"
      })
  void whatCannotBeDistilledIsRefused(String option, String value, String message) {
    Object given = option.equals("task") ? small.task(value) : value;
    Path output = directory.resolve("refused");
    UsageException refusal =
        assertThrows(
            UsageException.class, () -> distill(small.config(output, Map.of(option, given))));
    assertTrue(
        Objects.requireNonNull(refusal.getMessage()).contains(message), refusal.getMessage());
    assertFalse(Files.exists(output));
  }

  /** Its only text may be among those that are held out, as the seed decides. */
  @Test
  void aClassWithoutATextToLearnFromIsRefused() throws IOException {
    Files.writeString(
        directory.resolve("task/rare.tsv"),
        "text\tmood\n" + "some rain\tbad\n".repeat(9) + "the sun\tgood\n");
    Files.writeString(
        directory.resolve("task/rare.yaml"),
        "text: text\nlabel: mood\nlabels: [bad, good]\ntrain: rare.tsv\ndev: dev.tsv\n");
    Set<String> refusals = new TreeSet<>();
    for (int seed = 1; seed <= 40; seed++) {
      Map<String, ?> changes = Map.of("task", small.task("rare"), "seed", seed);
      DistillDatasetConfig config = small.config(directory.resolve("rare"), changes);
      try {
        SetData.open(config, new RecordingConsole()).close();
      } catch (UsageException e) {
        refusals.add(e.getMessage());
      }
    }
    assertEquals(1, refusals.size(), refusals::toString);
    assertTrue(
        refusals.toString().contains("all 1 training texts with the label good are held out"),
        refusals::toString);
  }

  @Test
  void anEncoderNeedsAModel() {
    Path output = directory.resolve("none");
    RuntimeException refusal =
        assertThrows(
            RuntimeException.class, () -> small.config(output, Map.of("network", "encoder")));
    assertTrue(
        Objects.requireNonNull(refusal.getMessage()).contains("--words must be a BERT or RoBERTa"),
        refusal.getMessage());
  }

  @Test
  void aDryRunShowsThePlanAndWritesNothing() throws IOException {
    Path output = directory.resolve("dry");
    RecordingConsole console = new RecordingConsole();
    new DistillDatasetRecipe(small.config(output, Map.of("dry-run", true)), console).train();
    assertTrue(console.text().contains("synthetic  "), console.text());
    assertTrue(console.text().contains("2 classes x 1 texts x 1 steps"), console.text());
    assertFalse(Files.exists(output));
  }

  @Test
  void theReportShowsTheNearestWords() throws IOException {
    RunReports reports =
        new RunReports(Set.of(), Set.of(new NearestWordsSection()), new ChangedSettings(Map.of()));
    reports.writeAfter(fixed, new StopSignal(), new RecordingConsole(), () -> true);
    String html = Files.readString(fixed.resolve("report.html"));
    assertTrue(html.contains("step 2, good, label weights"), html);
    assertTrue(html.contains("opacity"), html);
  }

  private static TrainingState distill(DistillDatasetConfig config) throws IOException {
    return new DistillDatasetRecipe(config, new RecordingConsole()).train();
  }

  private static List<Double> losses(Path run) throws IOException {
    return MetricsLog.read(run).stream()
        .filter(line -> line.has("loss"))
        .map((JsonObject line) -> line.get("loss").getAsDouble())
        .toList();
  }

  private static EvaluationResult row(Map<String, EvaluationResult> rows, String name) {
    return Objects.requireNonNull(rows.get(name), name);
  }

  private static double value(Map<String, EvaluationResult> rows, String name) {
    return Objects.requireNonNull(row(rows, name).metrics().get(ACCURACY));
  }

  /** Requests a stop when a line begins in a certain way. */
  private record StoppingConsole(StopSignal stop, String beginning, RecordingConsole recording)
      implements Console {

    StoppingConsole(StopSignal stop, String beginning) {
      this(stop, beginning, new RecordingConsole());
    }

    @Override
    public PrintStream out() {
      return recording.out();
    }

    @Override
    public void info(String line) {
      if (line.startsWith(beginning)) {
        stop.request();
      }
    }

    @Override
    public void warn(String line) {
      recording.warn(line);
    }

    @Override
    public Progress progress(String what, long total, String unit) {
      return recording.progress(what, total, unit);
    }
  }
}
