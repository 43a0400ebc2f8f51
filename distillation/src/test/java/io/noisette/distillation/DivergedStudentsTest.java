package io.noisette.distillation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.noisette.failure.NonFiniteException;
import io.noisette.model.Labels;
import io.noisette.testing.RecordingConsole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DivergedStudentsTest {

  @TempDir private Path directory;

  @Test
  void aStudentThatDivergesDoesNotKeepTheOthersFromTheirTurn()
      throws IOException, InterruptedException {
    SmallDistillation small = new SmallDistillation(directory.resolve("task"));
    Path teacher = small.untrained("teacher", Labels.of(List.of("bad", "good")), 1);
    Path output = directory.resolve("output");
    RecordingConsole console = new RecordingConsole();
    DistillRecipe recipe =
        new DistillRecipe(
            small.config(teacher, output, Map.of("epochs", 1, "seeds", "1,2")),
            console,
            (run, training) -> {
              if (run.equals(output.resolve("distilled/seed-1"))) {
                throw new NonFiniteException("step 6: the loss is NaN");
              }
              return training.train();
            });
    NonFiniteException failure = assertThrows(NonFiniteException.class, recipe::train);
    assertEquals("step 6: the loss is NaN", failure.getMessage());
    String said = String.join("\n", console.messages());
    assertTrue(said.contains("distilled student, seed 1 diverged, and the others go on"), said);
    JsonObject summary =
        JsonParser.parseString(Files.readString(output.resolve("summary.json"))).getAsJsonObject();
    assertEquals("[1,2]", "" + summary.getAsJsonObject("alone").get("seeds"));
    assertEquals("[2]", "" + summary.getAsJsonObject("distilled").get("seeds"));
    assertFalse(Files.exists(output.resolve("distilled/seed-1")));
  }
}
