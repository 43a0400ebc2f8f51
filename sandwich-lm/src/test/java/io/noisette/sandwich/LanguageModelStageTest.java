package io.noisette.sandwich;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
}
