package io.noisette.distillation.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.noisette.command.StopSignal;
import io.noisette.reproduce.StageResult;
import io.noisette.run.MetricsLog;
import io.noisette.testing.RecordingConsole;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Distillation of a data set as a stage of a table. */
final class DistillDatasetStageTest {

  @TempDir private Path directory;

  /** A table that chooses the highest or lowest value has to know which of them is better. */
  @Test
  void itsMetricIsTheBestAccuracy() throws IOException {
    SmallDataset small = new SmallDataset(directory.resolve("task"));
    Path output = directory.resolve("set");
    DistillDatasetConfig config =
        small.config(output, Map.of("outer-steps", 6, "validate-every", 2));
    StageResult result =
        new DistillDatasetStage().train(config, new RecordingConsole(), new StopSignal());
    double best =
        MetricsLog.read(output).stream()
            .filter(line -> line.has(SetValidator.ACCURACY))
            .mapToDouble(line -> line.get(SetValidator.ACCURACY).getAsDouble())
            .max()
            .orElseThrow();
    assertNotNull(result);
    assertEquals(Map.of("validation.accuracy", best), Objects.requireNonNull(result).metrics());
  }
}
