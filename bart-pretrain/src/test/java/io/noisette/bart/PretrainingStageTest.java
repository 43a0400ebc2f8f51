package io.noisette.bart;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.inject.Guice;
import io.noisette.failure.UsageException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PretrainingStageTest {

  @Test
  void corporaOfTwoTokenizersAreRefusedBeforeTheFirstRun(@TempDir Path directory) throws Exception {
    TinyRuns runs = new TinyRuns(directory.resolve("runs"));
    Path other = new TinyRuns(directory.resolve("others"), "few other words stand here").corpus();
    PretrainingStage stage =
        Guice.createInjector(new BartPretrainModule()).getInstance(PretrainingStage.class);
    stage.check(runs.config(directory.resolve("run"), Map.of()), Set.of());
    BartPretrainConfig misfit = runs.config(directory.resolve("run"), Map.of("validation", other));
    UsageException e = assertThrows(UsageException.class, () -> stage.check(misfit, Set.of()));
    assertTrue(
        String.valueOf(e.getMessage()).contains("has another tokenizer than --corpus"),
        e.getMessage());
  }
}
