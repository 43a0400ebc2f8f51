package io.noisette.distillation.sequence;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.failure.NonFiniteException;
import io.noisette.testing.RecordingConsole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DivergedSeedsTest {

  @TempDir private Path directory;

  @Test
  void aSeedThatDivergesDoesNotKeepTheOthersFromTheirTurn() throws IOException {
    SmallSequences small = new SmallSequences(directory.resolve("task"));
    Path teacher = small.trained("teacher", 4);
    Path output = directory.resolve("output");
    RecordingConsole console = new RecordingConsole();
    SequenceDistillRecipe recipe =
        new SequenceDistillRecipe(
            small.config(Level.WORD, teacher, output, Map.of("seeds", List.of(1, 2))),
            console,
            (run, training) -> {
              if (run.equals(output.resolve("alone/seed-1"))) {
                throw new NonFiniteException("step 2: the loss is NaN");
              }
              return training.train();
            });
    assertThrows(NonFiniteException.class, recipe::train);
    String said = String.join("\n", console.messages());
    assertTrue(said.contains("seed 1 diverged, and the others go on: step 2"), said);
    assertTrue(Files.exists(output.resolve("word/summary.json")));
    assertTrue(Files.exists(output.resolve("word/seed-2/run.json")));
    assertFalse(Files.exists(output.resolve("word/seed-1")));
  }
}
