package io.noisette.sandwich;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.engine.Precision;
import io.noisette.failure.UsageException;
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
}
