package io.noisette.sandwich;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.command.StopSignal;
import io.noisette.engine.Precision;
import io.noisette.failure.UsageException;
import io.noisette.testing.RecordingConsole;
import io.noisette.testing.StepConsole;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LanguageModelStageTest {

  @TempDir private Path directory;

  @Test
  void aCellWhoseModelDoesNotFitTheCorpusIsToldBeforeATableIsBegun() throws Exception {
    TinyLms runs = new TinyLms(directory);
    Path output = directory.resolve("cell");
    LanguageModelStage recipe = new LanguageModelStage();
    assertDoesNotThrow(() -> recipe.check(runs.config(output, Map.of()), Set.of()));
    SandwichLmConfig wide = runs.config(output, Map.of("cutoffs", 8000));
    String message =
        assertThrows(UsageException.class, () -> recipe.check(wide, Set.of())).getMessage();
    assertTrue(message.startsWith("--cutoffs 8000 must be below the vocabulary size"), message);
  }

  @Test
  void gatesAreTrainedInFp32UnlessAPrecisionIsGiven() throws Exception {
    TinyLms runs = new TinyLms(directory);
    LanguageModelStage recipe = new LanguageModelStage();
    Path output = directory.resolve("gated");
    Map<String, Object> gated = Map.of("gate", "gru", "precision", "auto");
    SandwichLmConfig config = runs.config(output, gated);
    assertEquals(Precision.FP32, recipe.settle(config).runtime().precision());
    Map<String, Object> asked = Map.of("gate", "gru", "precision", "bf16");
    SandwichLmConfig given = runs.config(output, asked);
    assertEquals(Precision.BF16, recipe.settle(given).runtime().precision());
  }

  @Test
  void aRunThatIsStoppedBeforeItsLastValidationHasNoResultYet() throws Exception {
    TinyLms runs = new TinyLms(directory);
    SandwichLmConfig config = runs.config(directory.resolve("stopped"), Map.of());
    StopSignal stop = new StopSignal();
    StepConsole console =
        new StepConsole(
            done -> {
              if (done == config.training().steps()) {
                stop.request();
              }
            });
    assertNull(new LanguageModelStage().train(config, console, stop));
    assertNotNull(new LanguageModelStage().train(config, new RecordingConsole(), new StopSignal()));
  }
}
