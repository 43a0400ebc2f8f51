package io.noisette.bart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noisette.run.MetricsLog;
import io.noisette.testing.RecordingConsole;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A refactoring leaves these losses where they are. */
class GoldenLossTest {

  private static final double[] RECORDED = {
    5.666904, 5.657251, 5.652715, 5.641997, 5.614449, 5.575370, 5.528441, 5.470554, 5.410086,
    5.346677, 5.294252, 5.234002, 5.204647, 5.154675, 5.125205, 5.086008, 5.053184, 5.016201,
    5.003654, 4.990473
  };

  /** Other processors and numbers of threads differ in the order of sums alone. */
  private static final double TOLERANCE = 1e-5;

  @TempDir private static Path directory;
  private static TinyRuns runs;
  private static List<Double> losses;

  @BeforeAll
  static void train() throws IOException, InterruptedException {
    runs = new TinyRuns(directory);
    losses = losses("once", 2);
  }

  @Test
  void lossesAreThoseRecorded() throws IOException {
    assertEquals(RECORDED.length, losses.size());
    for (int i = 0; i < RECORDED.length; i++) {
      assertEquals(RECORDED[i], losses.get(i), TOLERANCE * RECORDED[i], "step " + (i + 1));
    }
  }

  @Test
  void anotherRunHasTheSameLossesToTheBit() throws IOException {
    assertEquals(losses, losses("again", 2));
  }

  private static List<Double> losses(String name, int threads) throws IOException {
    Path output = directory.resolve(name);
    Map<String, ?> changes =
        Map.of("steps", 20, "seed", 42, "threads", threads, "lanes", 1, "validate-every", 100);
    TinyRuns.train(runs.config(output, changes), new RecordingConsole());
    return MetricsLog.read(output).stream()
        .filter(line -> line.has("loss"))
        .map(line -> line.get("loss").getAsDouble())
        .toList();
  }
}
