package io.noisette.distillation.sequence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.noisette.command.StopSignal;
import io.noisette.failure.RunFailedException;
import io.noisette.failure.UsageException;
import io.noisette.run.MetricsLog;
import io.noisette.run.RunRecord;
import io.noisette.testing.Interrupts;
import io.noisette.testing.RecordingConsole;
import io.noisette.tokenizer.SmallTokenizers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SequenceDistillTest {

  private static final String TARGETS = "teacher-targets/train.jsonl";

  @TempDir private static Path directory;
  private static SmallSequences small;
  private static Path teacher;
  private static Path sequence;
  private static Path both;

  @BeforeAll
  static void trainsATeacher() throws IOException {
    small = new SmallSequences(directory.resolve("task"));
    teacher = small.trained("teacher", 300);
    sequence = directory.resolve("sequence");
    SmallSequences.distill(small.config(Level.SEQUENCE, teacher, sequence, Map.of()));
    both = directory.resolve("both");
    SmallSequences.distill(small.config(Level.BOTH, teacher, both, Map.of()));
  }

  @Test
  void theTableHasTeacherStudentAloneAndDistilledStudentByGreedyAndBeamSearch() throws IOException {
    Path output = directory.resolve("table");
    Map<String, ?> changes = Map.of("metric", "exact-match", "seeds", List.of(1, 2));
    SequenceSummary summary =
        SmallSequences.distill(small.config(Level.WORD, teacher, output, changes));
    String told = summary.describe();
    assertEquals(List.of("loss", "greedy", "beam 2"), headings(summary.teachers().get(0)), told);
    assertEquals(headings(summary.alone()), headings(summary.distilled()), told);
    assertTrue(mean(summary.teachers().get(0), "greedy") > 99, told);
    assertTrue(told.contains("student alone, 4 steps"), told);
    assertTrue(told.contains("distilled student (word), 4 steps"), told);
    assertTrue(told.contains(" ± "), told);
    assertTrue(told.contains("distilled - alone: loss "), told);
    for (String run : List.of("alone/seed-1", "word/seed-2")) {
      assertEquals(
          4, Objects.requireNonNull(RunRecord.read(output.resolve(run)).facts()).steps(), run);
    }
    assertEquals("seq2seq-finetune", RunRecord.read(output.resolve("alone/seed-1")).verb());
    JsonObject written =
        JsonParser.parseString(Files.readString(output.resolve("word/summary.json")))
            .getAsJsonObject();
    assertEquals(4, written.get("steps").getAsInt());
    StopSignal stop = new StopSignal();
    stop.request(); // before anything is trained
    Map<String, ?> third = Map.of("metric", "exact-match", "seeds", List.of(3));
    SequenceDistillConfig later = small.config(Level.WORD, teacher, output, third);
    assertEquals(
        summary,
        new SequenceDistillRecipe(later, new RecordingConsole()).train(stop),
        "of seeds 1 and 2");
    assertRefused(
        "alone/seed-1 cannot be resumed with other settings",
        Level.WORD,
        teacher,
        output,
        Map.of("metric", "exact-match", "seeds", List.of(3), "weight-decay", 0.5));
  }

  @Test
  void wordsAreLearnedFromTheTeacherAloneWithoutLabels() throws IOException {
    Path output = directory.resolve("soft");
    Map<String, ?> changes =
        Map.of("steps", 40, "validate-every", 40, "hard-weight", 0, "dropout", 0);
    SequenceSummary summary =
        SmallSequences.distill(small.config(Level.WORD, teacher, output, changes));
    List<JsonObject> lines = MetricsLog.read(output.resolve("word/seed-1"));
    double first = lines.get(0).get("soft_loss").getAsDouble();
    double last = lines.get(39).get("soft_loss").getAsDouble();
    assertTrue(last < first / 4, first + " " + last);
    assertTrue(mean(summary.distilled(), "loss") < mean(summary.alone(), "loss") + 1);
  }

  @Test
  void theTeacherWritesATargetForEachSource() throws IOException {
    Path output = sequence;
    List<String> rows = Files.readAllLines(small.train());
    List<String> lines = Files.readAllLines(output.resolve(TARGETS));
    assertEquals(rows.size(), lines.size());
    for (int i = 0; i < rows.size(); i++) {
      JsonObject line = JsonParser.parseString(lines.get(i)).getAsJsonObject();
      String[] sides = rows.get(i).split("\t", -1);
      assertEquals(sides[0], line.get("source").getAsString());
      assertEquals(sides[1], line.get("target").getAsString(), "it has learned the task");
    }
    RunRecord run = RunRecord.read(output.resolve("sequence/seed-1"));
    assertEquals("distill", run.verb());
    assertTrue(run.digests().containsKey("train file 1"));
  }

  @Test
  void whatTheTeacherHasWrittenInPartIsContinuedToTheSameBytes() throws IOException {
    Path output = directory.resolve("in-part");
    SequenceDistillConfig config =
        small.config(Level.SEQUENCE, teacher, output, Map.of()).withRuntime(it -> it.threads(1));
    Path file =
        Objects.requireNonNull(
            new TeacherTargets(config, new RecordingConsole()).write(new StopSignal()));
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    new TeacherTargets(config, new RecordingConsole()).write(new StopSignal());
    assertArrayEquals(whole, Files.readAllBytes(file));
    StopSignal stop = new StopSignal();
    stop.request();
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    assertNull(new TeacherTargets(config, new RecordingConsole()).write(stop));
  }

  @Test
  void anInterruptIsAStopWhateverIsBeingDone() throws IOException {
    Path output = directory.resolve("interrupted");
    SequenceDistillConfig config = small.config(Level.BOTH, teacher, output, Map.of());
    int interrupts =
        Interrupts.repeat(console -> new SequenceDistillRecipe(config, console).train());
    assertTrue(interrupts > 2, "interrupts: " + interrupts);
    for (String file :
        List.of(TARGETS, "both/summary.json", "both/seed-1/checkpoints/latest/model.safetensors")) {
      assertEquals(-1, Files.mismatch(both.resolve(file), output.resolve(file)), file);
    }
  }

  @Test
  void aTeacherThatWritesNothingIsRefused() {
    SequenceDistillConfig config =
        small.config(Level.SEQUENCE, teacher, directory.resolve("silent"), Map.of("max-tokens", 1));
    TeacherTargets targets = new TeacherTargets(config, new RecordingConsole());
    for (int run = 0; run < 2; run++) { // the second finds the targets of the first
      assertTrue(
          String.valueOf(
                  assertThrows(RunFailedException.class, () -> targets.write(new StopSignal()))
                      .getMessage())
              .contains(" writes an empty text for every source, from which nothing can be"));
    }
  }

  @Test
  void anotherLevelWithTheSameOutputUsesWhatIsThere() throws IOException {
    Path output = SmallSequences.copy(sequence, directory.resolve("another-level"));
    Path checkpoint = output.resolve("alone/seed-1/checkpoints/latest/model.safetensors");
    FileTime before = Files.getLastModifiedTime(checkpoint);
    RecordingConsole console = new RecordingConsole();
    SequenceSummary summary =
        Objects.requireNonNull(
            new SequenceDistillRecipe(small.config(Level.BOTH, teacher, output, Map.of()), console)
                .train());
    assertEquals(before, Files.getLastModifiedTime(checkpoint));
    assertFalse(console.text().contains("teacher's search"), "it has nothing left to write");
    assertTrue(summary.describe().contains("distilled student (both)"), summary::describe);
    assertFalse(console.text().contains("measuring student alone"), console::text);
    RunRecord run = RunRecord.read(output.resolve("both/seed-1"));
    assertTrue(run.digests().keySet().containsAll(List.of("teacher 1", "train file 1")));
  }

  @Test
  void aStoppedDistillationResumesToTheSameBytes() throws IOException {
    Level level = Level.BOTH;
    Path stopped = directory.resolve("stopped-" + level);
    SequenceDistillConfig config = small.config(level, teacher, stopped, Map.of());
    StopSignal stop = new StopSignal();
    SequenceSummary half =
        new SequenceDistillRecipe(
                config,
                new RecordingConsole(),
                (run, training) -> {
                  if (run.startsWith(stopped.resolve(level.toString()))) {
                    stop.request();
                  }
                  return training.train();
                })
            .train(stop);
    assertTrue(Objects.requireNonNull(half).describe().contains("no seed has finished with both"));
    SmallSequences.distill(config);
    List<String> files = new ArrayList<>(List.of("evaluations.json", level + "/summary.json"));
    for (String arm : List.of("alone", level.toString())) {
      for (String file : List.of("model.safetensors", "optimizer.safetensors", "trainer.json")) {
        files.add(arm + "/seed-1/checkpoints/latest/" + file);
      }
    }
    for (String file : files) {
      assertEquals(-1, Files.mismatch(both.resolve(file), stopped.resolve(file)), file);
    }
  }

  @Test
  void aStopWhileTheTeacherIsMeasuredLeavesNothingHalf() throws IOException {
    Path output = directory.resolve("early");
    StopSignal stop = new StopSignal();
    stop.request();
    SequenceDistillConfig config = small.config(Level.SEQUENCE, teacher, output, Map.of());
    assertNull(new SequenceDistillRecipe(config, new RecordingConsole()).train(stop));
    assertFalse(Files.exists(output.resolve(TARGETS)));
    assertFalse(Files.exists(output.resolve("alone")));
  }

  @Test
  void lanesAndMicroBatchesDoNotChangeTheLoss() throws IOException {
    List<Double> losses = new ArrayList<>();
    for (Map<String, Integer> parts :
        List.of(
            Map.of("lanes", 1, "micro-batch-tokens", 4096),
            Map.of("lanes", 2, "micro-batch-tokens", 40))) {
      Path output = directory.resolve("parts-" + parts.hashCode());
      Map<String, Object> changes = new HashMap<>(parts);
      changes.putAll(Map.of("steps", 1, "dropout", 0));
      SmallSequences.distill(small.config(Level.WORD, teacher, output, changes));
      JsonObject line = MetricsLog.read(output.resolve("word/seed-1")).get(0);
      losses.add(line.get("soft_loss").getAsDouble());
      losses.add(line.get("gradient_norm").getAsDouble());
    }
    assertTrue(losses.get(0) > 0.1, losses::toString);
    for (int i = 2; i < losses.size(); i++) {
      assertEquals(losses.get(i % 2), losses.get(i), 1e-5 * losses.get(i % 2), losses::toString);
    }
  }

  @Test
  void aStudentAndItsTeachersMayBeInBf16() throws IOException {
    Path output = directory.resolve("bf16");
    Map<String, ?> changes =
        Map.of("precision", "bf16", "teacher", List.of(teacher, teacher), "dropout", 0);
    SmallSequences.distill(small.config(Level.WORD, teacher, output, changes));
    Path wide = directory.resolve("fp32");
    SmallSequences.distill(small.config(Level.WORD, teacher, wide, Map.of("dropout", 0)));
    JsonObject narrow = MetricsLog.read(output.resolve("word/seed-1")).get(0);
    JsonObject expected = MetricsLog.read(wide.resolve("word/seed-1")).get(0);
    for (String figure : List.of("soft_loss", "hard_loss", "loss", "gradient_norm")) {
      double value = expected.get(figure).getAsDouble();
      assertEquals(value, narrow.get(figure).getAsDouble(), 0.02 * value, figure);
      assertNotEquals(value, narrow.get(figure).getAsDouble(), figure);
    }
  }

  @Test
  void aDryRunTrainsNothing() throws IOException {
    Path output = directory.resolve("dry");
    RecordingConsole console = new RecordingConsole();
    SequenceDistillConfig config =
        small.config(Level.SEQUENCE, teacher, output, Map.of("dry-run", true));
    assertNull(new SequenceDistillRecipe(config, console).train());
    assertFalse(Files.exists(output));
    assertTrue(console.text().contains("student: BART 1+1 layers"), console::text);
    assertTrue(console.text().contains("targets that the teacher writes"), console::text);
  }

  @Test
  void storedTargetsOfAnotherTeacherAreRefused() throws IOException {
    Path output = SmallSequences.copy(sequence, directory.resolve("other"));
    Path other = small.trained("other-teacher", 3);
    assertRefused("has predictions of another --teacher;", Level.SEQUENCE, other, output, Map.of());
  }

  @Test
  void whatDoesNotFitIsRefusedInOneLine() throws IOException {
    Path output = directory.resolve("refused");
    Path wide = small.trained("wide", 1, small.newConfig("wide-config", 340, "bart"));
    assertRefused("its vocabulary has 340 tokens", Level.WORD, wide, output, student("random"));
    Path foreign = small.newConfig("foreign-config", 330, "bart");
    SmallTokenizers.trainOnTable(foreign, small.validation(), 300);
    Path stranger = small.trained("foreign", 1, foreign);
    assertRefused(
        "its tokenizer is not that of the student",
        Level.WORD,
        stranger,
        output,
        student("random"));
    Path bert = small.newConfig("bert", 330, "bert");
    assertRefused("bert", Level.SEQUENCE, bert, output, Map.of());
    assertRefused("has 2 layers", Level.WORD, teacher, output, Map.of("student", "layers(3)"));
    assertRefused("layers(N), random or", Level.WORD, teacher, output, Map.of("student", "all()"));
    assertRefused(
        "which writes the targets, not 2",
        Level.SEQUENCE,
        teacher,
        output,
        Map.of("teacher", List.of(teacher, teacher)));
    assertRefused("there is no such", Level.WORD, directory.resolve("no"), output, Map.of());
    assertRefused(
        "is not a regular file", Level.WORD, teacher, output, Map.of("train", "/dev/null"));
    assertRefused("soft-weight must be above 0", Level.WORD, teacher, output, soft(0));
    assertFalse(Files.exists(output), "nothing is created for a command that is refused");
    Path strange = Files.createDirectory(directory.resolve("strange"));
    Files.writeString(strange.resolve("thesis.txt"), "precious");
    assertRefused("contains no distillation", Level.WORD, teacher, strange, Map.of());
  }

  private static Map<String, Object> student(String start) {
    return Map.of("student", start + "(" + small.model() + ")");
  }

  private static Map<String, Object> soft(double weight) {
    return Map.of("soft-weight", weight);
  }

  private static List<String> headings(SequenceResult result) {
    return List.copyOf(result.figures().keySet());
  }

  private static double mean(SequenceResult result, String heading) {
    return Objects.requireNonNull(
        Objects.requireNonNull(result.figures().get(heading), heading).mean());
  }

  private static void assertRefused(
      String message, Level level, Path teacher, Path output, Map<String, ?> changes) {
    UsageException refused =
        assertThrows(
            UsageException.class,
            () -> SmallSequences.distill(small.config(level, teacher, output, changes)));
    assertTrue(refused.getMessage().contains(message), refused::getMessage);
  }
}
