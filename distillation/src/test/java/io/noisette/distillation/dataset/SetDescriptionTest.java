package io.noisette.distillation.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import io.noisette.distillation.unroll.LabelForm;
import io.noisette.engine.Torch;
import io.noisette.failure.UsageException;
import io.noisette.testing.RecordingConsole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SetDescriptionTest {

  @TempDir private Path directory;

  /** The commands of a set need not have the same working directory. */
  @Test
  void aSetNamesItsFilesByAbsolutePaths() throws IOException {
    Path data = directory.resolve("a=b");
    SmallDataset small = new SmallDataset(data);
    Path output = directory.resolve("set");
    Path task = Path.of("").toAbsolutePath().relativize(small.task("mood"));
    Map<String, ?> changes = Map.of("task", task, "outer-steps", 1, "pretraining-data", data);
    new DistillDatasetRecipe(small.config(output, changes), new RecordingConsole()).train();
    Path best = output.resolve("checkpoints/best");
    SetDescription description = SetDescription.read(best);
    assertEquals(small.task("mood").toString(), description.task());
    assertNull(description.pretrainingData(), "--init fixed uses none");
    String json = Files.readString(best.resolve("config.json"));
    assertTrue(json.contains("a=b"), json);
    Files.move(small.task("mood"), directory.resolve("moved.yaml"));
    String refusal =
        assertThrows(UsageException.class, () -> small.evaluate(output, Map.of())).getMessage();
    assertTrue(
        refusal.contains("config.json has the task " + small.task("mood") + ", which is not there"),
        refusal);
  }

  @Test
  void pretrainingDataAreNamedWhereTheyAreUsed() throws IOException {
    SmallDataset small = new SmallDataset(directory.resolve("data"));
    Path data = Path.of("").toAbsolutePath().relativize(directory.resolve("data"));
    Map<String, ?> changes = Map.of("init", "fixed-pretrained", "pretraining-data", data);
    DistillDatasetConfig config = small.config(directory.resolve("set"), changes);
    try (SetData opened = SetData.open(config, new RecordingConsole())) {
      String expected = directory.resolve("data").toString();
      assertEquals(expected, opened.description().pretrainingData());
    }
  }

  @Test
  void setsThatAreNoArraysAreRefused() {
    assertThrows(
        UsageException.class, () -> description(1 << 20, 1 << 20, 1).requireArrays(), "2^40");
    String refusal =
        assertThrows(UsageException.class, () -> description(1, 1, 1 << 20).requireArrays())
            .getMessage();
    assertTrue(refusal.startsWith("--maps 1048576 with word vectors of 1000 numbers"), refusal);
    description(10, 10, 100).requireArrays();
  }

  @Test
  void anEstimateOfALargeBatchIsNoNegativeNumber() throws IOException {
    SmallDataset small = new SmallDataset(directory.resolve("data"));
    RecordingConsole console = new RecordingConsole();
    Map<String, ?> changes = Map.of("batch-size", Integer.MAX_VALUE, "dry-run", true);
    new DistillDatasetRecipe(small.config(directory.resolve("set"), changes), console).train();
    assertFalse(console.text().matches("(?s).* -\\d.*"), console::text);
  }

  @Test
  void aHomeDirectoryThatIsNotKnownIsNamed() {
    try (NDManager manager = Torch.newManager("cpu")) {
      SetDescription set = description(1, 1, 1);
      String refusal =
          assertThrows(UsageException.class, () -> SetNetworks.open(manager, set, "~nobody/model"))
              .getMessage();
      assertTrue(refusal.startsWith("--words must be a path"), refusal);
    }
  }

  private static SetDescription description(int perClass, int steps, int maps) {
    NetworkKind network = maps == 1 ? NetworkKind.ENCODER : NetworkKind.TEXT_CNN;
    return new SetDescription(
        SetDescription.TYPE,
        "sst2",
        List.of("bad", "good"),
        perClass,
        steps,
        3,
        8,
        1000,
        LabelForm.HARD,
        "model",
        "digest",
        1,
        network,
        maps,
        InitKind.FIXED,
        0,
        0.1,
        null,
        null,
        null);
  }
}
