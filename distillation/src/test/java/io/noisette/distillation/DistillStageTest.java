package io.noisette.distillation;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.command.StopSignal;
import io.noisette.failure.UsageException;
import io.noisette.model.Labels;
import io.noisette.reproduce.StageResult;
import io.noisette.run.MetricsLog;
import io.noisette.run.RunRecord;
import io.noisette.testing.RecordingConsole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Distillation of a classifier as a stage of a table. */
final class DistillStageTest {

  private static final Labels MOODS = Labels.of(List.of("bad", "good"));

  @TempDir private Path directory;
  private SmallDistillation small;
  private Path teacher;
  private final DistillStage stage = new DistillStage();

  @BeforeEach
  void writesTaskAndTeacher() throws IOException, InterruptedException {
    small = new SmallDistillation(directory.resolve("task"));
    teacher = small.untrained("teacher", MOODS, 1);
  }

  @Test
  void theStudentIsThatOfTheSubcommandAndItsRunIsTheOutput() throws Exception {
    Map<String, Object> changes = Map.of("epochs", 2, "unlabelled", small.unlabelled());
    Path output = directory.resolve("runs/t2/seed-1");
    StageResult result = train(small.config(teacher, output, changes));
    assertNotNull(result);
    assertEquals(Set.of("mood.acc", "teacher.mood.acc", "larger_class"), result.metrics().keySet());
    assertEquals(0.65, result.metrics().get("larger_class"), 1e-9, "13 of 20 are good");
    assertTrue(RunRecord.isIn(output), "no distilled/seed-1");

    Path whole = directory.resolve("whole");
    SmallDistillation.distill(small.config(teacher, whole, changes));
    String model = "checkpoints/best/model.safetensors";
    Path same = whole.resolve("distilled/seed-1").resolve(model);
    assertEquals(-1, Files.mismatch(same, output.resolve(model)));
    assertEquals(result, train(small.config(teacher, output, changes)), "it is not trained again");
  }

  @Test
  void theLabelsOfTheTeacherAreOtherTargetsThanItsProbabilities() throws Exception {
    Map<String, Object> soft = Map.of("steps", 4, "hard-weight", 0);
    Map<String, Object> hard = Map.of("steps", 4, "hard-weight", 0, "targets", "labels");
    DistillConfig config = small.config(teacher, directory.resolve("hard/seed-1"), hard);
    assertTrue(config.findUnused().contains("temperature"));
    train(config);
    train(small.config(teacher, directory.resolve("soft/seed-1"), soft));
    double ofLabels = firstSoftLoss("hard");
    assertEquals(Math.log(2), ofLabels, 0.35, "cross-entropy of a label before training");
    assertTrue(firstSoftLoss("soft") < ofLabels / 2, "an untrained teacher is unsure");
  }

  private double firstSoftLoss(String name) throws IOException {
    return MetricsLog.read(directory.resolve(name).resolve("seed-1"))
        .get(0)
        .get("soft_loss")
        .getAsDouble();
  }

  @Test
  void seedsShareTheLogitsBesideThem() throws Exception {
    Path first = directory.resolve("runs/t2/seed-1");
    train(small.config(teacher, first, Map.of("steps", 2)));
    Path scores = directory.resolve("runs/t2/teacher-scores/teacher-1.safetensors");
    FileTime written = Files.getLastModifiedTime(scores);
    Path second = directory.resolve("runs/t2/seed-2");
    train(small.config(teacher, second, Map.of("steps", 2, "seeds", "2")));
    assertEquals(written, Files.getLastModifiedTime(scores));
    Path elsewhere = directory.resolve("elsewhere");
    train(
        small.config(
            teacher,
            directory.resolve("runs/t4/seed-1"),
            Map.of("steps", 2, "temperature", 4, "scores", elsewhere)));
    assertTrue(Files.exists(elsewhere.resolve("teacher-1.safetensors")));
    assertFalse(Files.exists(directory.resolve("runs/t4/teacher-scores")));
  }

  @Test
  void aStoppedStageHasNoResult() throws IOException {
    StopSignal stop = new StopSignal();
    stop.request();
    DistillConfig config = small.config(teacher, directory.resolve("run"), Map.of("steps", 2));
    assertNull(stage.train(config, new RecordingConsole(), stop));
    assertNotNull(train(config));
  }

  @Test
  void whatEarlierStagesHaveYetToWriteIsNotLookedFor() {
    Path later = directory.resolve("later");
    DistillConfig config =
        small.config(later, directory.resolve("run"), Map.of("student", "layers(1)"));
    assertDoesNotThrow(() -> stage.check(config, Set.of("teacher")));
    assertThrows(UsageException.class, () -> stage.check(config, Set.of()));
    DistillConfig ofModel =
        small.config(teacher, directory.resolve("run"), Map.of("student", later));
    assertThrows(UsageException.class, () -> stage.check(ofModel, Set.of("teacher")));
    assertDoesNotThrow(() -> stage.check(ofModel, Set.of("student")));
    DistillConfig without =
        small.config(later, directory.resolve("run"), Map.of("unlabelled", later));
    assertThrows(UsageException.class, () -> stage.check(without, Set.of("teacher", "student")));
  }

  @Test
  void theCostIsInStepsOrEpochs() {
    Path output = directory.resolve("run");
    assertEquals(
        "1,200 steps of 8 texts",
        stage.describeCost(small.config(teacher, output, Map.of("steps", 1200))));
  }

  private @Nullable StageResult train(DistillConfig config) throws IOException {
    return stage.train(config, new RecordingConsole(), new StopSignal());
  }
}
