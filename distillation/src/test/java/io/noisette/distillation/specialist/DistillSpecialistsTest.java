package io.noisette.distillation.specialist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.inject.Guice;
import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import io.noisette.classify.StoredPairFormat;
import io.noisette.command.StopSignal;
import io.noisette.evaluation.Evaluation;
import io.noisette.evaluation.EvaluationResult;
import io.noisette.evaluation.tagging.TaggingModule;
import io.noisette.evaluation.task.ClassificationModule;
import io.noisette.evaluation.task.TaskEvaluationConfig;
import io.noisette.failure.CorruptDataException;
import io.noisette.failure.InUseException;
import io.noisette.failure.UsageException;
import io.noisette.run.MetricsLog;
import io.noisette.run.RunRecord;
import io.noisette.settings.GivenValue;
import io.noisette.settings.SettingsSchema;
import io.noisette.testing.Interrupts;
import io.noisette.testing.RecordingConsole;
import io.noisette.tokenizer.PairFormat;
import io.noisette.train.TrainingState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DistillSpecialistsTest {

  @TempDir private static Path directory;
  private static SmallSpecialists small;
  private static Path whole;
  private static SpecialistSummary summary;

  @BeforeAll
  static void trainsSpecialists() throws IOException, InterruptedException {
    small = new SmallSpecialists(directory.resolve("task"));
    whole = directory.resolve("whole");
    summary = train(small.config(whole, Map.of()));
  }

  @Test
  void theTablesCountEachTextOnce() throws IOException {
    SpecialistReport report = summary.files().get(0);
    assertEquals(36, report.texts());
    assertEquals(36, report.coverage().stream().mapToInt(SpecialistReport.Coverage::texts).sum());
    assertEquals(
        report.right(),
        report.coverage().stream().mapToInt(SpecialistReport.Coverage::right).sum());
    assertEquals(report.right() - report.generalistRight(), report.gained() - report.lost());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    summary.print(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    String text = bytes.toString(StandardCharsets.UTF_8);
    assertTrue(text.contains("kinds.acc on dev"), text);
    assertTrue(text.contains("all texts"), text);
    assertTrue(text.contains("with specialists - generalist: "), text);
    assertTrue(Files.readString(whole.resolve("summary.json")).contains("askedPredicted"));
  }

  @Test
  void specialistsRaiseTheAccuracyOfAGeneralistThatConfusesClasses() {
    SpecialistReport report = summary.files().get(0);
    assertTrue(report.generalistRight() < 30, report::toString);
    assertTrue(report.right() > report.generalistRight(), report::toString);
  }

  @Test
  void eachSpecialistIsARunWithTheCurveOfItsDustbin() throws IOException {
    SpecialistSet set = Objects.requireNonNull(SpecialistSet.read(whole));
    assertTrue(set.specialists().stream().allMatch(SpecialistSet.Member::trained));
    for (int i = 0; i < set.specialists().size(); i++) {
      Path run = SpecialistSet.directoryOf(whole, i);
      assertTrue(
          MetricsLog.read(run).stream()
              .anyMatch(line -> line.has(SpecialistMeasurement.DUSTBIN) && line.has("kinds.acc")));
      String config = Files.readString(run.resolve("checkpoints/best/config.json"));
      assertTrue(config.contains("\"dustbin\""), config);
    }
  }

  @Test
  void evaluateMergesTheSpecialistsToTheSameNumbers() throws IOException {
    List<EvaluationResult> results = evaluate(small.generalist(), whole);
    SpecialistReport report = summary.files().get(0);
    EvaluationResult generalist = results.get(0);
    assertEquals("generalist", generalist.details().get("answers"));
    assertEquals(report.generalistRight() / 36.0, generalist.metrics().get("kinds.acc"), 1e-12);
    EvaluationResult merged = results.get(1);
    int count = summary.specialists().specialists().size();
    assertEquals("with " + count + " specialists", merged.details().get("answers"));
    assertEquals(report.right() / 36.0, merged.metrics().get("kinds.acc"), 1e-12);
    assertEquals(report.gained(), merged.details().get("gained"));
    assertEquals(generalist.details().get("model"), merged.details().get("model"));
    assertTrue(
        results.stream().anyMatch(row -> row.metrics().containsKey("kinds.dustbin_predicted")));
  }

  @Test
  void evaluateRefusesOtherModelsAndUnfinishedSpecialists() throws IOException {
    assertRefused(
        "were trained from another model",
        () -> evaluate(directory.resolve("task/generalist/distilled/seed-1"), whole));
    assertRefused(
        "has no specialists.json; give the --output of distill-specialists, which writes it",
        () -> evaluate(small.generalist(), small.generalist()));
    Path copy = Files.createDirectory(directory.resolve("copy"));
    String json = Files.readString(whole.resolve("specialists.json"));
    Files.writeString(
        copy.resolve("specialists.json"), json.replace("\"trained\": true", "\"trained\": false"));
    assertRefused("has not been trained to its end", () -> evaluate(small.generalist(), copy));
    for (String damaged :
        List.of(
            json.replace("0.5", "1.5"),
            json.replaceAll("\"classes\": \\[[^]]*]", "\"classes\": [\"no label\"]"),
            json.replaceAll("\"classes\": \\[[^]]*]", "\"classes\": []"),
            json.replace("\"generalist\"", "\"other\""),
            json.substring(9),
            "null")) {
      Files.writeString(copy.resolve("specialists.json"), damaged);
      assertThrows(CorruptDataException.class, () -> evaluate(small.generalist(), copy), damaged);
    }
  }

  @Test
  void anInterruptIsAStopAndASecondRunIsRefused() throws IOException {
    Path output = directory.resolve("interrupted");
    SpecialistConfig config = small.config(output, Map.of());
    int interrupts =
        Interrupts.repeat(
            console ->
                new SpecialistRecipe(
                        config,
                        console,
                        (run, training) -> {
                          assertThrows(InUseException.class, () -> train(config));
                          return training.train();
                        })
                    .train());
    assertTrue(interrupts > 2, "interrupts: " + interrupts);
    for (String file :
        List.of(
            "summary.json",
            "specialists.json",
            "specialist-1/checkpoints/latest/model.safetensors")) {
      assertEquals(-1, Files.mismatch(whole.resolve(file), output.resolve(file)), file);
    }
  }

  @Test
  void aStopBetweenTwoSpecialistsOpensNoOther() throws IOException {
    Path output = directory.resolve("between");
    StopSignal stop = new StopSignal();
    SpecialistRecipe recipe =
        new SpecialistRecipe(
            small.config(output, Map.of()),
            new RecordingConsole(),
            (run, training) -> {
              TrainingState end = training.train();
              stop.request();
              return end;
            });
    assertNull(recipe.train(stop));
    assertTrue(Files.exists(output.resolve("specialist-1/run.json")));
    assertFalse(Files.exists(output.resolve("specialist-2")));
  }

  @Test
  void aStoppedCommandResumesToTheSameBytes() throws IOException {
    Path stopped = directory.resolve("stopped");
    SpecialistConfig config = small.config(stopped, Map.of());
    StopSignal stop = new StopSignal();
    SpecialistSummary half =
        new SpecialistRecipe(
                config,
                new RecordingConsole(),
                (run, training) -> {
                  if (run.endsWith("specialist-2")) {
                    stop.request();
                  }
                  return training.train();
                })
            .train(stop);
    assertNull(half);
    assertFalse(Files.exists(stopped.resolve("summary.json")));
    train(config);
    int count = summary.specialists().specialists().size();
    for (int i = 0; i < count; i++) {
      for (String file : List.of("model.safetensors", "optimizer.safetensors", "trainer.json")) {
        Path path = Path.of("specialist-" + (i + 1), "checkpoints", "latest", file);
        assertEquals(-1, Files.mismatch(whole.resolve(path), stopped.resolve(path)), "" + path);
      }
    }
    for (String file : List.of("summary.json", "specialists.json")) {
      assertEquals(-1, Files.mismatch(whole.resolve(file), stopped.resolve(file)), file);
    }
  }

  @Test
  void specialistsOfAGivenSizeMayOverlap() throws IOException {
    Map<String, ?> changes =
        Map.of(
            "specialist-size",
            4,
            "clusters",
            4,
            "epochs",
            1,
            "cluster-by",
            "correlation",
            "likely-classes",
            2,
            "hard-weight",
            0.5,
            "temperature",
            2);
    SpecialistSummary overlapping = train(small.config(directory.resolve("overlap"), changes));
    assertTrue(
        overlapping.specialists().specialists().stream()
            .allMatch(member -> member.classes().size() == 4));
    assertTrue(
        overlapping.files().get(0).coverage().stream().anyMatch(part -> part.specialists() > 1));
  }

  /** Earlier versions recorded the default of the option instead. */
  @Test
  void theSeparatorOfTheGeneralistIsRecorded() throws IOException {
    Path generalist = directory.resolve("single");
    Path best = small.generalist().resolve("checkpoints/best").toRealPath();
    Files.createDirectory(generalist);
    for (String file : List.of("config.json", "model.safetensors", "tokenizer.json")) {
      Files.copy(best.resolve(file), generalist.resolve(file));
    }
    StoredPairFormat.write(generalist, PairFormat.SINGLE);
    Path output = directory.resolve("separator");
    SpecialistConfig config =
        small.config(output, Map.of("generalist", generalist, "epochs", 1, "clusters", 2));
    train(config);
    Path run = SpecialistSet.directoryOf(output, 0);
    assertEquals("single", RunRecord.read(run).settings().get("pair-format"));
    String old = "\"pair-format\": \"transformers\"";
    String record = Files.readString(run.resolve("run.json"));
    Files.writeString(run.resolve("run.json"), record.replace("\"pair-format\": \"single\"", old));
    assertTrue(Files.readString(run.resolve("run.json")).contains(old));
    train(config);
    assertEquals("single", RunRecord.read(run).settings().get("pair-format"));
  }

  @Test
  void aDryRunTrainsNothing() throws IOException {
    Path output = directory.resolve("dry");
    RecordingConsole console = new RecordingConsole();
    SpecialistConfig config = small.config(output, Map.of("dry-run", true));
    assertNull(new SpecialistRecipe(config, console).train());
    assertFalse(Files.exists(output));
    assertTrue(console.text().contains("3 clusters of the 6 classes"), console::text);
    assertTrue(console.text().contains("4 of them of its classes"), console::text);
  }

  @Test
  void whatDoesNotFitIsRefusedInOneLine() throws IOException {
    Path output = directory.resolve("refused");
    assertRefused("--clusters 6 must be below the number of classes", output, "clusters", 6);
    assertRefused("--specialist-size 6 must be below", output, "specialist-size", 6);
    assertRefused("clusters must be at least 2", output, "clusters", 1);
    assertRefused("batch-size must be at least 2", output, "batch-size", 1);
    assertRefused("hard-weight must be in [0, 1]", output, "hard-weight", 1.5);
    assertRefused("is longer than the generalist allows", output, "max-length", 65);
    assertRefused("names one run", output, "resume", "elsewhere");
    assertRefused(
        "has no classification head",
        output,
        "generalist",
        directory.resolve("task/models/roberta"));
    Path moods = directory.resolve("task/models/mood.yaml");
    assertRefused(
        "has 2 classes, but specialists need at least 3",
        small.config(output, Map.of("task", moods, "data", directory.resolve("task/models"))));
    Path other = directory.resolve("task/models/joy.yaml");
    assertRefused(
        "is a regression",
        small.config(output, Map.of("task", other, "data", directory.resolve("task/models"))));
    Path colours = directory.resolve("colours.yaml");
    Files.writeString(
        colours, Files.readString(small.task()).replace("labels: [sun-cake", "labels: [cake"));
    Path renamed = Files.createDirectory(directory.resolve("renamed"));
    for (String file : List.of("train.tsv", "dev.tsv")) {
      String rows = Files.readString(small.data().resolve(file));
      Files.writeString(renamed.resolve(file), rows.replace("\tsun-cake", "\tcake"));
    }
    assertRefused(
        "has the labels sun-cake", small.config(output, Map.of("task", colours, "data", renamed)));
    assertFalse(Files.exists(output), "nothing is created for a command that is refused");
    Path strange = Files.createDirectory(directory.resolve("strange"));
    Files.writeString(strange.resolve("thesis.txt"), "precious");
    assertRefused("contains no distillation", small.config(strange, Map.of()));
    assertRefused("specialists for other classes", small.config(whole, Map.of("clusters", 2)));
  }

  @Test
  void aProgramNamesTheFourSettingsWithoutDefaults() {
    SpecialistConfig config =
        SpecialistConfig.of("books.yaml", Path.of("data"), Path.of("model"), 6)
            .withTraining(training -> training.epochs(5));
    assertEquals(5, config.training().epochs());
    assertEquals(16, config.countSpecial(), "half of 32");
    assertEquals(ClusterBy.COVARIANCE, config.clusterBy());
    assertTrue(config.findUnused().contains("temperature"), "there are no soft targets");
  }

  private static SpecialistSummary train(SpecialistConfig config) throws IOException {
    SpecialistSummary trained = new SpecialistRecipe(config, new RecordingConsole()).train();
    assertNotNull(trained);
    return trained;
  }

  /** As {@code evaluate --specialists} does. */
  @SuppressWarnings("unchecked") // the evaluation of task files has these settings
  private static List<EvaluationResult> evaluate(Path model, Path specialists) throws IOException {
    Map<String, Evaluation<?>> evaluations =
        Guice.createInjector(
                new ClassificationModule(), new TaggingModule(), new SpecialistModule())
            .getInstance(Key.get(new TypeLiteral<Map<String, Evaluation<?>>>() {}));
    Evaluation<TaskEvaluationConfig> evaluation =
        (Evaluation<TaskEvaluationConfig>) Objects.requireNonNull(evaluations.get("*.yaml"));
    Map<String, GivenValue> given = new LinkedHashMap<>();
    Map.of(
            "task",
            small.task(),
            "data",
            small.data(),
            "model",
            model,
            "specialists",
            specialists,
            "threads",
            1)
        .forEach(
            (name, value) ->
                given.put(name, new GivenValue("--" + name, List.of(String.valueOf(value)))));
    TaskEvaluationConfig config =
        SettingsSchema.of(TaskEvaluationConfig.class).read(given, Map.of());
    return evaluation.evaluate(config, new RecordingConsole(), new StopSignal());
  }

  private static void assertRefused(String message, Path output, String option, Object value) {
    assertRefused(message, () -> train(small.config(output, Map.of(option, value))));
  }

  private static void assertRefused(String message, SpecialistConfig config) {
    assertRefused(message, () -> train(config));
  }

  private static void assertRefused(String message, Work work) {
    UsageException refused = assertThrows(UsageException.class, work::carryOut);
    assertTrue(refused.getMessage().contains(message), refused::getMessage);
  }

  @FunctionalInterface
  private interface Work {
    Object carryOut() throws IOException;
  }
}
