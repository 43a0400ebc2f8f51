package io.noisette.distillation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.noisette.command.StopSignal;
import io.noisette.distillation.classifier.TeacherResult;
import io.noisette.distillation.loss.EnsembleMean;
import io.noisette.distillation.loss.SoftTargets;
import io.noisette.distillation.transfer.TransferTexts;
import io.noisette.distillation.transfer.UnlabelledTexts;
import io.noisette.failure.CorruptDataException;
import io.noisette.failure.InUseException;
import io.noisette.failure.UsageException;
import io.noisette.model.Labels;
import io.noisette.run.MetricsLog;
import io.noisette.testing.Interrupts;
import io.noisette.testing.RecordingConsole;
import io.noisette.train.TrainingState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DistillTest {

  private static final Labels MOODS = Labels.of(List.of("bad", "good"));
  private static final String SCORES = "teacher-scores/teacher-1.safetensors";

  @TempDir private static Path directory;
  private static SmallDistillation small;
  private static Path untrained;
  private static Path teacher;

  /** The student alone of a first distillation is the teacher of the others. */
  @BeforeAll
  static void trainsATeacher() throws IOException, InterruptedException {
    small = new SmallDistillation(directory.resolve("task"));
    untrained = small.untrained("untrained", MOODS, 1);
    Path output = directory.resolve("first");
    SmallDistillation.distill(small.config(untrained, output, Map.of("epochs", 30)));
    teacher = output.resolve("alone/seed-1");
  }

  @Test
  void aStudentLearnsFromItsTeacherOnTextsWithoutLabels() throws IOException {
    Path output = directory.resolve("learned");
    Map<String, ?> changes =
        Map.of("unlabelled", small.unlabelled(), "hard-weight", 0, "epochs", 12);
    String summary = SmallDistillation.distill(small.config(teacher, output, changes));
    assertTrue(summary.contains("mood.acc on dev"), summary);
    JsonObject json =
        JsonParser.parseString(Files.readString(output.resolve("summary.json"))).getAsJsonObject();
    assertEquals(
        1, json.getAsJsonArray("teachers").get(0).getAsJsonObject().get("value").getAsDouble());
    assertEquals(96, json.get("steps").getAsInt(), "8 steps for 64 texts");
    JsonObject distilled = json.getAsJsonObject("distilled");
    assertEquals(1, distilled.get("mean").getAsDouble(), "no label was used");
    assertEquals(1, json.getAsJsonObject("alone").getAsJsonArray("values").size());
    List<JsonObject> steps =
        MetricsLog.read(output.resolve("distilled/seed-1")).stream()
            .filter(line -> line.has("soft_loss"))
            .toList();
    double first = steps.get(0).get("soft_loss").getAsDouble();
    double last = steps.get(steps.size() - 1).get("soft_loss").getAsDouble();
    assertTrue(last < first / 5, first + " " + last);
    assertTrue(Files.exists(output.resolve("distilled/seed-1/checkpoints/best/config.json")));
  }

  @Test
  void aStoppedDistillationResumesToTheSameBytes() throws IOException {
    Map<String, ?> changes = Map.of("unlabelled", small.unlabelled(), "epochs", 2);
    Path whole = directory.resolve("whole");
    SmallDistillation.distill(small.config(teacher, whole, changes));
    Path stopped = directory.resolve("stopped");
    DistillConfig config = small.config(teacher, stopped, changes);
    StopSignal stop = new StopSignal();
    DistillationSummary half =
        new DistillRecipe(
                config,
                new RecordingConsole(),
                (run, training) -> {
                  if (run.startsWith(stopped.resolve("distilled"))) {
                    stop.request();
                  }
                  return training.train();
                })
            .train(stop);
    String summary = half == null ? "" : half.describe();
    assertTrue(summary.contains("no seed has finished with both"), summary);
    SmallDistillation.distill(config);
    for (String arm : List.of("alone", "distilled")) {
      for (String file : List.of("model.safetensors", "optimizer.safetensors", "trainer.json")) {
        Path path = Path.of(arm, "seed-1", "checkpoints", "latest", file);
        assertEquals(-1, Files.mismatch(whole.resolve(path), stopped.resolve(path)), "" + path);
      }
    }
    for (String file : List.of("summary.json", SCORES)) {
      assertEquals(-1, Files.mismatch(whole.resolve(file), stopped.resolve(file)), file);
    }
  }

  @Test
  void anInterruptIsAStopAndASecondRunIsRefused() throws IOException {
    Map<String, ?> changes = Map.of("epochs", 2);
    Path whole = directory.resolve("undisturbed");
    SmallDistillation.distill(small.config(teacher, whole, changes));
    Path output = directory.resolve("interrupted");
    DistillConfig config = small.config(teacher, output, changes);
    int interrupts =
        Interrupts.repeat(
            console ->
                new DistillRecipe(
                        config,
                        console,
                        (run, training) -> {
                          assertThrows(
                              InUseException.class, () -> SmallDistillation.distill(config));
                          return training.train();
                        })
                    .train());
    assertTrue(interrupts > 2, "interrupts: " + interrupts);
    for (String file :
        List.of("summary.json", SCORES, "distilled/seed-1/checkpoints/latest/model.safetensors")) {
      assertEquals(-1, Files.mismatch(whole.resolve(file), output.resolve(file)), file);
    }
  }

  @Test
  void aStopBetweenTwoStudentsOpensNoOther() throws IOException {
    Path output = directory.resolve("between");
    StopSignal stop = new StopSignal();
    new DistillRecipe(
            small.config(teacher, output, Map.of()),
            new RecordingConsole(),
            (run, training) -> {
              TrainingState end = training.train();
              stop.request();
              return end;
            })
        .train(stop);
    assertTrue(Files.exists(output.resolve("alone/seed-1/run.json")));
    assertFalse(Files.exists(output.resolve("distilled/seed-1")));
  }

  @Test
  void aStopBeforeTheTeacherIsDoneLeavesNothingHalf() throws IOException {
    Path output = directory.resolve("early");
    StopSignal stop = new StopSignal();
    stop.request();
    DistillConfig config = small.config(teacher, output, Map.of("epochs", 1));
    assertNull(new DistillRecipe(config, new RecordingConsole()).train(stop));
    assertFalse(Files.exists(output.resolve(SCORES)));
    assertTrue(SmallDistillation.distill(config).contains("distilled - alone"));
  }

  @Test
  void seedsOfAnEarlierCommandAreInTheSummary() throws IOException {
    Path whole = directory.resolve("seeds");
    SmallDistillation.distill(small.config(teacher, whole, Map.of("steps", 1, "seeds", "1,2")));
    Path output = directory.resolve("one-by-one");
    SmallDistillation.distill(small.config(teacher, output, Map.of("steps", 1)));
    SmallDistillation.distill(small.config(teacher, output, Map.of("steps", 1, "seeds", "2")));
    assertEquals(-1, Files.mismatch(whole.resolve("summary.json"), output.resolve("summary.json")));
    assertRefused(
        "alone/seed-1 cannot be resumed with other settings",
        teacher,
        output,
        Map.of("steps", 1, "seeds", "3", "weight-decay", 0.5));
  }

  @Test
  void theStepsThatWereMadeAreRecorded() throws IOException {
    Path output = directory.resolve("patience");
    Map<String, ?> changes =
        Map.of("steps", 10, "validate-every", 1, "patience", 2, "learning-rate", 0);
    DistillationSummary summary =
        new DistillRecipe(small.config(teacher, output, changes), new RecordingConsole()).train();
    assertNotNull(summary);
    assertEquals(10, summary.steps(), "planned");
    assertEquals(List.of(7L), summary.alone().steps(), "two epochs after the best step, the first");
    assertTrue(summary.describe().contains("student alone, 7 steps"), summary::describe);
  }

  @Test
  void scoresAreNotWrittenIntoACheckpoint() throws IOException {
    Path output = directory.resolve("mixed");
    Path checkpoint = teacher.resolve("checkpoints/latest");
    Map<String, ?> changes = Map.of("scores", checkpoint, "epochs", 1);
    assertRefused(" is a checkpoint, which a further file would", teacher, output, changes);
    assertFalse(Files.exists(checkpoint.resolve("teacher-1.safetensors")));
  }

  @Test
  void storedScoresOfOtherInputsAreRefused() throws IOException {
    Path output = directory.resolve("stored");
    Path texts = Files.copy(small.unlabelled(), directory.resolve("changing.txt"));
    Map<String, ?> changes = Map.of("unlabelled", texts, "epochs", 1);
    SmallDistillation.distill(small.config(teacher, output, changes));
    Path other = small.untrained("other", MOODS, 2);
    Path scores = small.untrained("no-moods", Labels.numbered(1), 1);
    assertRefused("model was ", other, output, changes);
    Files.writeString(texts, "we had a cake\n");
    assertRefused("unlabelled 1 was ", teacher, output, changes);
    assertRefused("has one score (regression)", scores, output, changes);
  }

  @Test
  void microBatchesDoNotChangeTheLoss() throws IOException {
    List<Double> losses = new ArrayList<>();
    for (int tokens : new int[] {8192, 20}) {
      Path output = directory.resolve("micro-" + tokens);
      Map<String, Object> changes = new LinkedHashMap<>();
      changes.put("unlabelled", small.unlabelled());
      changes.put("dropout", 0);
      changes.put("attention-dropout", 0);
      changes.put("micro-batch-tokens", tokens);
      changes.put("steps", 1);
      SmallDistillation.distill(small.config(teacher, output, changes));
      losses.add(
          MetricsLog.read(output.resolve("distilled/seed-1")).get(0).get("loss").getAsDouble());
    }
    assertEquals(losses.get(0), losses.get(1), 1e-6);
  }

  @Test
  void aStudentMayStartFromLowerLayersOfItsTeacher() throws IOException {
    Path output = directory.resolve("layers");
    Map<String, ?> changes = Map.of("student", "layers(1)", "learning-rate", 0, "steps", 1);
    SmallDistillation.distill(small.config(teacher, output, changes));
    Path best = output.resolve("distilled/seed-1/checkpoints/best");
    assertTrue(Files.readString(best.resolve("config.json")).contains("\"num_hidden_layers\": 1"));
    assertTrue(
        Files.size(best.resolve("model.safetensors"))
            < Files.size(teacher.resolve("checkpoints/best/model.safetensors")));
    assertRefused("has 2 layers", teacher, directory.resolve("x"), Map.of("student", "layers(3)"));
  }

  @Test
  void anEnsembleHasARowOfItsOwn() throws IOException {
    Path output = directory.resolve("ensemble");
    Map<String, Object> changes = new LinkedHashMap<>();
    changes.put("teacher", List.of(teacher, untrained));
    changes.put("teacher-weights", List.of(3, 1));
    changes.put("ensemble", "geometric");
    changes.put("epochs", 1);
    String summary = SmallDistillation.distill(small.config(teacher, output, changes));
    assertTrue(summary.contains("ensemble of 2 teachers"), summary);
    assertRefused(
        "one weight for each --teacher, 1, not 2",
        teacher,
        output,
        Map.of("teacher-weights", List.of(1, 2)));
    for (int weight : List.of(-1, 0)) {
      assertRefused(
          "teacher-weights must be finite numbers of at least 0",
          teacher,
          output,
          Map.of("teacher-weights", List.of(weight)));
    }
  }

  @Test
  void aTeacherThatKnowsLessThanTheMostFrequentLabelIsNamed() throws IOException {
    DistillConfig config = small.config(teacher, directory.resolve("y"), Map.of());
    TransferTexts texts = config.readTexts(warning -> {});
    SoftTargets one = SoftTargets.equal(EnsembleMean.ARITHMETIC, 1, 1);
    for (boolean isBad : new boolean[] {true, false}) {
      float[] always = new float[40]; // 7 of the 20 dev examples are bad
      for (int i = 0; i < 20; i++) {
        always[2 * i + (isBad ? 0 : 1)] = 1;
      }
      TeacherResult result = TeacherResult.of("teacher 1", texts, one, List.of(List.of(always)));
      assertEquals(isBad ? 0.35 : 0.65, result.value(), 1e-9);
      RecordingConsole console = new RecordingConsole();
      result.tell("mood.acc", console);
      String told = String.join("\n", console.messages());
      assertEquals(isBad, told.contains("right for 35.0 % of the dev examples"), told);
    }
  }

  @Test
  void aRegressionIsDistilled() throws IOException {
    Path scores = small.untrained("scores", Labels.numbered(1), 1);
    Path output = directory.resolve("regression");
    Map<String, ?> changes = Map.of("task", small.task("joy"), "epochs", 20, "targets", "labels");
    RecordingConsole console = new RecordingConsole();
    DistillationSummary done =
        new DistillRecipe(small.config(scores, output, changes), console).train();
    String summary = Objects.requireNonNull(done).describe();
    assertTrue(summary.contains("joy.pearson"), summary);
    String told = String.join("\n", console.messages());
    assertTrue(told.contains("--targets labels has no effect: the task is a regression"), told);
    double alone =
        JsonParser.parseString(Files.readString(output.resolve("summary.json")))
            .getAsJsonObject()
            .getAsJsonObject("alone")
            .get("mean")
            .getAsDouble();
    assertTrue(alone > 0.7, summary);
  }

  @Test
  void aProgramNamesTheFourSettingsWithoutDefaults() {
    DistillConfig config =
        DistillConfig.of("sst2", Path.of("data"), List.of(Path.of("a"), Path.of("b")), "layers(3)")
            .withLoss(loss -> loss.temperature(4));
    assertEquals(List.of(Path.of("a"), Path.of("b")), config.teacher());
    assertEquals(4, config.loss().temperature());
    assertEquals(0.5, config.loss().toTerms().soft(), "1 - the weight of the labels");
    assertEquals(List.of(0.5, 0.5), config.loss().toTargets(2).shares());
    assertEquals(List.of(1L), config.seeds());
    assertNull(config.unlabelled());
  }

  @Test
  void aDryRunTrainsNothing() throws IOException {
    Path output = directory.resolve("dry");
    RecordingConsole console = new RecordingConsole();
    Map<String, ?> changes = Map.of("unlabelled", small.unlabelled(), "dry-run", true);
    DistillConfig config = small.config(teacher, output, changes);
    assertNull(new DistillRecipe(config, console).train(new StopSignal()));
    assertFalse(Files.exists(output));
    assertTrue(console.text().contains("24 labelled and 40 unlabelled texts"), console::text);
    assertTrue(console.text().contains("24 steps of 8 texts"), console::text);
  }

  @Test
  void whatDoesNotFitIsRefusedInOneLine() throws IOException {
    Path output = directory.resolve("refused");
    Path colours = small.untrained("colours", Labels.of(List.of("red", "blue")), 1);
    assertRefused("has the labels red, blue", colours, output, Map.of());
    assertRefused("no classification head", small.config(), output, Map.of());
    Path empty = Files.writeString(directory.resolve("empty.txt"), "\n \n");
    assertRefused("contains no texts", teacher, output, Map.of("unlabelled", empty));
    assertRefused("layers(N), random or", teacher, output, Map.of("student", "layer(1)"));
    assertFalse(Files.exists(output), "nothing is created for a command that is refused");
    assertRefused("is longer than the student", teacher, output, Map.of("max-length", 65));
    assertRefused("names one run", teacher, output, Map.of("resume", "elsewhere"));
    Path strange = Files.createDirectory(directory.resolve("strange"));
    Files.writeString(strange.resolve("thesis.txt"), "precious");
    assertRefused("contains no distillation", teacher, strange, Map.of());
    Path one = Files.createDirectory(directory.resolve("one"));
    Files.writeString(one.resolve("train.tsv"), "text\tmood\na\tgood\nb\tgood\n");
    Files.copy(small.train(), one.resolve("dev.tsv"));
    assertRefused("one label only", teacher, output, Map.of("data", one));
    assertRefused("hard-weight must be below 1", teacher, output, Map.of("hard-weight", 1));
  }

  @Test
  void aLineOfAPairHasTwoTexts() throws IOException {
    Path pairs = Files.writeString(directory.resolve("pairs.txt"), "one\ttwo\nonly one\n");
    CorruptDataException refused =
        assertThrows(CorruptDataException.class, () -> UnlabelledTexts.read(pairs, true));
    assertTrue(String.valueOf(refused.getMessage()).startsWith(pairs + ":2: "), "" + refused);
    assertEquals("one\ttwo", UnlabelledTexts.read(pairs, false).examples().get(0).text());
  }

  private static void assertRefused(
      String message, Path teacher, Path output, Map<String, ?> changes) {
    UsageException refused =
        assertThrows(
            UsageException.class,
            () -> SmallDistillation.distill(small.config(teacher, output, changes)));
    assertTrue(refused.getMessage().contains(message), refused::getMessage);
  }
}
