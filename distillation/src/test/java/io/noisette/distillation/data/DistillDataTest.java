package io.noisette.distillation.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.noisette.command.StopSignal;
import io.noisette.distillation.SmallDistillation;
import io.noisette.distillation.classifier.StudentResult;
import io.noisette.distillation.transfer.ScoredModel;
import io.noisette.distillation.transfer.TransferTexts;
import io.noisette.evaluation.task.TaskExample;
import io.noisette.failure.InUseException;
import io.noisette.failure.UsageException;
import io.noisette.model.Labels;
import io.noisette.noising.NoiseCompiler;
import io.noisette.noising.spi.NoiseArguments;
import io.noisette.noising.spi.NoisingFunction;
import io.noisette.noising.spi.NoisingFunctionFactory;
import io.noisette.noising.spi.Vocabulary;
import io.noisette.run.MetricsLog;
import io.noisette.testing.Interrupts;
import io.noisette.testing.RecordingConsole;
import io.noisette.tokenizer.PairFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DistillDataTest {

  private static final NoiseCompiler BUILT_IN = NoiseCompiler.ofClassPath();
  private static final List<String> ARMS = List.of("supervised", "identity", "views", "noise");

  @TempDir private static Path directory;
  private static SmallDistillation small;
  private static Path start;
  private static Path whole;
  private static DataDistillationSummary summary;
  private static Path brief;

  /** A run with all four students, which the others are compared with. */
  @BeforeAll
  static void distills() throws IOException, InterruptedException {
    small = new SmallDistillation(directory.resolve("task"));
    start = small.untrained("start", Labels.of(List.of("bad", "good")), 1);
    whole = directory.resolve("whole");
    summary = distill(config(whole, Map.of("train-noise", "mask-tokens")), BUILT_IN);
    brief = directory.resolve("brief");
    distill(config(brief, brief("train-noise", "mask-tokens")), BUILT_IN);
  }

  /** Settings of students that learn little, from labels of one that has learned the task. */
  private static Map<String, Object> brief(String name, Object value) {
    return Map.of(name, value, "teacher", whole.resolve("supervised/seed-1"), "epochs", 1);
  }

  @Test
  void everyStudentIsReportedAndTheSupervisedOneFirst() throws IOException {
    assertEquals(
        List.of("supervised", "identity view", "several views", "identity view, noise in training"),
        summary.students().stream().map(StudentResult::name).toList());
    String told = summary.describe();
    assertTrue(told.contains("several views - identity view: "), told);
    assertTrue(told.contains("same class as in the identity view: delete-tokens"), told);
    assertEquals(90, summary.steps(), "24 labelled and 20 kept texts are 6 steps an epoch");
    LabelFacts facts = summary.labels().get(0);
    assertEquals(40, facts.texts());
    assertEquals(
        Map.of("bad", 7, "good", 13), facts.kept(), "8 and 16 of 24 labelled texts are so");
    JsonObject step = MetricsLog.read(whole.resolve("views/seed-1")).get(0);
    double labelled = step.get("labelled_loss").getAsDouble();
    double generated = step.get("generated_loss").getAsDouble();
    double all = step.get("loss").getAsDouble();
    assertEquals(all, (5 * labelled + 3 * generated) / 8, 1e-6, "every text counts the same");
    assertFalse(MetricsLog.read(whole.resolve("supervised/seed-1")).get(0).has("generated_loss"));
    assertTrue(Files.exists(whole.resolve("views/seed-1/checkpoints/best/config.json")));
  }

  @Test
  void theSeedOfAnEarlierCommandIsInTheSummary() throws IOException {
    StopSignal stop = new StopSignal();
    stop.request(); // before anything is trained
    Map<String, ?> changes = Map.of("train-noise", "mask-tokens", "seeds", 2);
    DataDistillationSummary later =
        new DistillDataRecipe(config(whole, changes), BUILT_IN, new RecordingConsole()).train(stop);
    assertEquals(summary, later);
    assertFalse(Files.exists(whole.resolve("supervised/seed-2")));
    Map<String, ?> other = Map.of("train-noise", "mask-tokens", "seeds", 2, "weight-decay", 0.5);
    UsageException refused =
        assertThrows(UsageException.class, () -> distill(config(whole, other), BUILT_IN));
    assertTrue(refused.getMessage().contains("supervised/seed-1 cannot be resumed with other"));
  }

  /** Views are for labelling; a student is asked as any classifier is (docs/papers.md 6.3). */
  @Test
  void aStudentAnswersInOnePassOverTheTextAsItIs() throws IOException {
    TransferTexts texts =
        TransferTexts.read(config(whole, Map.of()).source(), List.of(), warning -> {});
    List<float[]> logits =
        ScoredModel.find(whole.resolve("views/seed-1"), 60, PairFormat.TRANSFORMERS)
            .score(
                "student",
                texts.task(),
                texts.dev(),
                new ScoredModel.Inference("cpu", 1, 8192),
                new RecordingConsole(),
                new StopSignal());
    float[] dev = Objects.requireNonNull(logits).get(0);
    List<TaskExample> examples = texts.dev().get(0).examples();
    assertEquals(2 * examples.size(), dev.length, "one row of logits per text");
    double right = 0;
    for (int i = 0; i < examples.size(); i++) {
      right += (dev[2 * i + 1] > dev[2 * i] ? 1 : 0) == examples.get(i).target() ? 1 : 0;
    }
    assertEquals(summary.students().get(2).values(), List.of(right / examples.size()));
  }

  @Test
  void theLabelsCanBeRead() throws IOException {
    List<String> lines = Files.readAllLines(whole.resolve("labels/seed-1.jsonl"));
    assertEquals(40, lines.size());
    JsonObject first = JsonParser.parseString(lines.get(0)).getAsJsonObject();
    assertEquals(Files.readAllLines(small.unlabelled()).get(0), first.get("text").getAsString());
    String label = first.get("label").getAsString();
    double sum = 0;
    for (var view : first.getAsJsonObject("views").entrySet()) {
      sum += view.getValue().getAsJsonObject().get(label).getAsDouble();
    }
    assertEquals(first.get("score").getAsDouble(), sum / 4, 2e-6);
    long kept =
        lines.stream().filter(line -> line.contains("\"tie\":false,\"kept\":true,\"id")).count();
    assertEquals(20, kept);
  }

  @Test
  void aStoppedDistillationResumesToTheSameBytes() throws IOException {
    Path output = directory.resolve("stopped");
    DistillDataConfig config = config(output, Map.of("train-noise", "mask-tokens"));
    for (String arm : ARMS) {
      StopSignal stop = new StopSignal();
      var recipe =
          new DistillDataRecipe(
              config,
              BUILT_IN,
              new RecordingConsole(),
              (run, training) -> {
                if (run.startsWith(output.resolve(arm))) {
                  stop.request();
                }
                return training.train();
              });
      assertNotNull(recipe.train(stop));
    }
    distill(config, BUILT_IN);
    for (String arm : ARMS) {
      for (String file : List.of("model.safetensors", "optimizer.safetensors", "trainer.json")) {
        Path path = Path.of(arm, "seed-1", "checkpoints", "latest", file);
        assertEquals(-1, Files.mismatch(whole.resolve(path), output.resolve(path)), "" + path);
      }
    }
    for (String file :
        List.of("summary.json", "labels/seed-1.jsonl", "view-scores/seed-1.safetensors")) {
      assertEquals(-1, Files.mismatch(whole.resolve(file), output.resolve(file)), file);
    }
  }

  @Test
  void anInterruptIsAStopAndASecondRunIsRefused() throws IOException {
    Path output = directory.resolve("interrupted");
    DistillDataConfig config = config(output, brief("train-noise", "mask-tokens"));
    int interrupts =
        Interrupts.repeat(
            console ->
                new DistillDataRecipe(
                        config,
                        BUILT_IN,
                        console,
                        (run, training) -> {
                          assertThrows(InUseException.class, () -> distill(config, BUILT_IN));
                          return training.train();
                        })
                    .train());
    assertTrue(interrupts > 2, "interrupts: " + interrupts);
    for (String file :
        List.of(
            "summary.json",
            "labels/seed-1.jsonl",
            "views/seed-1/checkpoints/latest/model.safetensors")) {
      assertEquals(-1, Files.mismatch(brief.resolve(file), output.resolve(file)), file);
    }
  }

  @Test
  void theOrderOfTheViewsHasNoEffectAndANoiseThatChangesNothingIsTheIdentity() throws IOException {
    Map<String, ?> one = brief("views", "delete-tokens(ratio=0),mask-tokens,none");
    Map<String, ?> other = brief("views", "none,mask-tokens,delete-tokens(ratio=0)");
    DataDistillationSummary first = distill(config(directory.resolve("a"), one), BUILT_IN);
    DataDistillationSummary second = distill(config(directory.resolve("b"), other), BUILT_IN);
    assertEquals(
        first.students().get(2).values(), second.students().get(2).values(), "the same labels");
    Path model = Path.of("views/seed-1/checkpoints/latest/model.safetensors");
    Path ofFirst = directory.resolve("a").resolve(model);
    assertEquals(-1, Files.mismatch(ofFirst, directory.resolve("b").resolve(model)));
    assertEquals(1.0, first.labels().get(0).views().get(1).agreement());
    for (String line : Files.readAllLines(directory.resolve("a/labels/seed-1.jsonl"))) {
      JsonObject views = JsonParser.parseString(line).getAsJsonObject().getAsJsonObject("views");
      assertEquals(views.get("none"), views.get("delete-tokens(ratio=0)"));
    }
  }

  @Test
  void aTeacherLabelsAndItsNoiseMayBeOfTheProgram() throws IOException {
    Map<String, NoisingFunctionFactory> functions = Map.of("turn-around", new TurnAround());
    Path output = directory.resolve("own");
    Path teacher = whole.resolve("views/seed-1");
    Map<String, ?> changes =
        Map.of("views", "none,turn-around", "teacher", teacher, "soft-labels", true, "epochs", 1);
    DataDistillationSummary own = distill(config(output, changes), new NoiseCompiler(functions));
    assertTrue(own.describe().contains("teacher (" + teacher + ")"), own.describe());
    String record = Files.readString(output.resolve("views/seed-1/run.json"));
    assertTrue(record.contains("noising function turn-around"), record);
    assertTrue(record.contains("scores of the views"), record);
    NoiseCompiler others = new NoiseCompiler(Map.of("turn-around", new StandStill()));
    UsageException refused =
        assertThrows(UsageException.class, () -> distill(config(output, changes), others));
    assertTrue(refused.getMessage().contains("noising function turn-around"), refused::getMessage);
  }

  @Test
  void aRegressionLearnsTheMeanScores() throws IOException {
    Path scores = small.untrained("scores", Labels.numbered(1), 1);
    Map<String, ?> changes = Map.of("model", scores, "task", small.task("joy"), "epochs", 3);
    DataDistillationSummary joy = distill(config(directory.resolve("joy"), changes), BUILT_IN);
    assertTrue(joy.describe().contains("joy.pearson on dev"), joy.describe());
    LabelFacts facts = joy.labels().get(0);
    assertNull(facts.views().get(1).agreement());
    assertEquals(Map.of("score", 40), facts.kept());
    assertTrue(facts.describe().startsWith("scores of 40 texts\nview "), facts.describe());
    assertRefused("is a regression", Map.of("task", small.task("joy"), "keep", 0.5));
    assertRefused("has no classes", Map.of("task", small.task("joy"), "soft-labels", true));
  }

  @Test
  void onlyTheIdentityViewIsPlainSelfTraining() throws IOException {
    Path output = directory.resolve("p");
    DataDistillationSummary plain = distill(config(output, brief("views", "none")), BUILT_IN);
    assertEquals(2, plain.students().size());
    Path model = Path.of("identity/seed-1/checkpoints/latest/model.safetensors");
    assertEquals(-1, Files.mismatch(brief.resolve(model), output.resolve(model)));
  }

  @Test
  void noiseInPairsIsWarnedOf() throws IOException {
    Files.writeString(
        directory.resolve("task/pair.yaml"),
        """
        text: text
        second-text: mood
        label: mood
        labels: [bad, good]
        train: train.tsv
        dev: dev.tsv
        """);
    Path pairs =
        Files.writeString(directory.resolve("pairs.txt"), "one\ttwo\nmore\tand more\n".repeat(2));
    RecordingConsole console = new RecordingConsole();
    Map<String, ?> changes =
        Map.of(
            "task",
            small.task("pair"),
            "unlabelled",
            pairs,
            "views",
            "none,mask-tokens",
            "dry-run",
            true);
    DistillDataConfig config = config(directory.resolve("dry"), changes);
    assertNull(new DistillDataRecipe(config, BUILT_IN, console).train());
    assertFalse(Files.exists(directory.resolve("dry")));
    String told = String.join("\n", console.messages());
    assertTrue(told.contains("the task pair has pairs of texts: noise, such as a deletion"), told);
    assertTrue(console.text().contains("batches of 5 labelled texts and 3 with"), console::text);
  }

  @Test
  void whatDoesNotFitIsRefusedBeforeAnythingIsWritten() throws IOException {
    assertRefused("unknown noising function 'delete'", Map.of("views", "none,delete"));
    assertRefused("ratio must be in [0, 1]", Map.of("train-noise", "mask-tokens(ratio=2)"));
    assertRefused(
        "--views: delete-tokens(ratio=1) leaves no token of 40 of the 40 unlabelled texts",
        Map.of("views", "delete-tokens(ratio=1)"));
    Path empty = Files.writeString(directory.resolve("empty.txt"), "\n \n");
    assertRefused("contains no texts", Map.of("unlabelled", empty));
    Path colours = small.untrained("colours", Labels.of(List.of("red", "blue")), 1);
    assertRefused("has the labels red, blue", Map.of("teacher", colours));
    assertRefused("no classification head", Map.of("teacher", small.config()));
    assertRefused("is longer than the student allows", Map.of("max-length", 65));
    assertRefused("batch-size must be at least 2, not 1", Map.of("batch-size", 1));
    assertRefused("keep must be above 0 and at most 1, not 0.0", Map.of("keep", 0));
    assertRefused("--keep 0.01 of 40 unlabelled texts leaves 0 labels", Map.of("keep", 0.01));
    assertRefused("leaves 1 labels, but students need labels of", Map.of("keep", 0.02));
    assertRefused("names one run", Map.of("resume", "elsewhere"));
    assertFalse(Files.exists(directory.resolve("refused")));
  }

  @Test
  void aProgramNamesTheFourSettingsWithoutDefaults() {
    DistillDataConfig config =
        DistillDataConfig.of("sst2", Path.of("data"), Path.of("a"), List.of(Path.of("b")))
            .withLabels(labels -> labels.keep(0.3));
    assertEquals(0.3, config.labels().toShare(false));
    assertEquals(Balance.LABELLED, config.labels().balance());
    assertEquals(4, config.labels().toViews().size());
  }

  private static void assertRefused(String message, Map<String, ?> changes) {
    UsageException refused =
        assertThrows(
            UsageException.class,
            () -> distill(config(directory.resolve("refused"), changes), BUILT_IN));
    assertTrue(refused.getMessage().contains(message), refused::getMessage);
  }

  private static DataDistillationSummary distill(DistillDataConfig config, NoiseCompiler compiler)
      throws IOException {
    DataDistillationSummary done =
        new DistillDataRecipe(config, compiler, new RecordingConsole()).train();
    assertNotNull(done);
    return done;
  }

  private static DistillDataConfig config(Path output, Map<String, ?> changes) {
    Map<String, Object> all = new LinkedHashMap<>(small.settings(output));
    all.put("model", start);
    all.put("unlabelled", small.unlabelled());
    all.put("epochs", 15);
    all.putAll(changes);
    return SmallDistillation.read(DistillDataConfig.class, all);
  }

  /** Another noising function under the name of the first: the tokens as they are. */
  private static final class StandStill implements NoisingFunctionFactory {

    @Override
    public String getName() {
      return "turn-around";
    }

    @Override
    public String getDescription() {
      return "changes nothing";
    }

    @Override
    public NoisingFunction create(NoiseArguments arguments, Vocabulary vocabulary) {
      return (document, random) -> document;
    }
  }
}
