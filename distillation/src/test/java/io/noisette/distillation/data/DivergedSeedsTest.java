package io.noisette.distillation.data;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.distillation.SmallDistillation;
import io.noisette.failure.NonFiniteException;
import io.noisette.failure.RunFailedException;
import io.noisette.model.Labels;
import io.noisette.noising.NoiseCompiler;
import io.noisette.testing.RecordingConsole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DivergedSeedsTest {

  @TempDir private Path directory;

  @Test
  void aSeedThatDivergesDoesNotKeepTheOthersFromTheirTurn()
      throws IOException, InterruptedException {
    SmallDistillation small = new SmallDistillation(directory.resolve("task"));
    Path output = directory.resolve("output");
    Map<String, Object> settings = new LinkedHashMap<>(small.settings(output));
    settings.put("model", small.untrained("start", Labels.of(List.of("bad", "good")), 1));
    settings.put("unlabelled", small.unlabelled());
    settings.put("epochs", 15); // fewer would give all texts one label
    settings.put("seeds", "1,2");
    RecordingConsole console = new RecordingConsole();
    DistillDataRecipe recipe =
        new DistillDataRecipe(
            SmallDistillation.read(DistillDataConfig.class, settings),
            NoiseCompiler.ofClassPath(),
            console,
            (run, training) -> {
              if (run.equals(output.resolve("supervised/seed-1"))) {
                throw new NonFiniteException("step 2: the loss is NaN");
              }
              return training.train();
            });
    assertThrows(NonFiniteException.class, recipe::train);
    String said = String.join("\n", console.messages());
    assertTrue(said.contains("seed 1 diverged, and the others go on: step 2"), said);
    assertTrue(Files.exists(output.resolve("views/seed-2/checkpoints/best/config.json")));
    assertFalse(Files.exists(output.resolve("labels/seed-1.jsonl")), "nothing to label with");
  }

  /** After one epoch, all texts get the same label. */
  @Test
  void aSeedWhoseLabelsCannotBeUsedDoesNotKeepTheOthersFromTheirTurn()
      throws IOException, InterruptedException {
    SmallDistillation small = new SmallDistillation(directory.resolve("task"));
    Path output = directory.resolve("output");
    Map<String, Object> settings = new LinkedHashMap<>(small.settings(output));
    settings.put("model", small.untrained("start", Labels.of(List.of("bad", "good")), 1));
    settings.put("unlabelled", small.unlabelled());
    settings.put("views", "none");
    settings.put("steps", 1);
    settings.put("learning-rate", 0);
    settings.put("seeds", "1,2");
    RecordingConsole console = new RecordingConsole();
    DistillDataRecipe recipe =
        new DistillDataRecipe(
            SmallDistillation.read(DistillDataConfig.class, settings),
            NoiseCompiler.ofClassPath(),
            console);
    String failure = assertThrows(RunFailedException.class, recipe::train).getMessage();
    assertTrue(failure.contains("and another --output"), failure);
    String said = String.join("\n", console.messages());
    assertTrue(said.contains("seed 1 failed, and the others go on: all "), said);
    assertTrue(Files.exists(output.resolve("view-scores/seed-2.safetensors")));
  }
}
