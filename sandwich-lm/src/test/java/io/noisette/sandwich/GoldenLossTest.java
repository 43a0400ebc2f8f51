package io.noisette.sandwich;

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
    5.141738, 5.275892, 5.024489, 5.111309, 4.333405, 4.416219, 3.951305, 3.757855, 3.736797,
    3.492437, 3.488250, 3.369528, 3.266703, 3.262513, 3.236711, 3.260339, 3.177353, 3.344492,
    3.083923, 3.054546
  };

  /** Other processors and numbers of threads differ in the order of sums alone. */
  private static final double TOLERANCE = 1e-5;

  @TempDir private static Path directory;
  private static TinyLms runs;
  private static List<Double> losses;

  @BeforeAll
  static void train() throws IOException, InterruptedException {
    runs = new TinyLms(directory);
    losses = losses("once");
  }

  @Test
  void lossesAreThoseRecorded() {
    assertEquals(RECORDED.length, losses.size(), losses::toString);
    for (int i = 0; i < RECORDED.length; i++) {
      assertEquals(RECORDED[i], losses.get(i), TOLERANCE * RECORDED[i], "step " + (i + 1));
    }
  }

  @Test
  void anotherRunHasTheSameLossesToTheBit() throws IOException {
    assertEquals(losses, losses("again"));
  }

  private static List<Double> losses(String name) throws IOException {
    Path output = directory.resolve(name);
    Map<String, ?> changes = Map.of("steps", 20, "seed", 42, "lanes", 1, "validate-every", 100);
    TinyLms.train(runs.config(output, changes), new RecordingConsole());
    return MetricsLog.read(output).stream()
        .filter(line -> line.has("loss"))
        .map(line -> line.get("loss").getAsDouble())
        .toList();
  }
}
