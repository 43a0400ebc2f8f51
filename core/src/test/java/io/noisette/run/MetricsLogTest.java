package io.noisette.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.noisette.failure.CorruptDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

final class MetricsLogTest {

  @TempDir Path run;

  @Test
  void aLineKeepsTheOrderOfItsKeysAndItsNumbers() throws IOException {
    Map<String, Object> metrics = new LinkedHashMap<>();
    metrics.put("step", 3L);
    metrics.put("loss", 0.1 + 0.2);
    metrics.put("rate", 3e-4);
    metrics.put("norm", Double.NaN);
    metrics.put("worst", Float.NEGATIVE_INFINITY);
    metrics.put("phase", "train <1>");
    try (MetricsLog log = MetricsLog.open(run, 0, false)) {
      log.append(metrics);
      assertEquals(
          "{\"step\":3,\"loss\":0.30000000000000004,\"rate\":3.0E-4,\"norm\":null,"
              + "\"worst\":null,\"phase\":\"train <1>\"}\n",
          text());
    }
    assertEquals(0.1 + 0.2, MetricsLog.read(run).get(0).get("loss").getAsDouble());
  }

  @Test
  void aLineNeedsAStep() throws IOException {
    try (MetricsLog log = MetricsLog.open(run, 0, false)) {
      assertThrows(IllegalArgumentException.class, () -> log.append(Map.of("loss", 1.0)));
      assertThrows(IllegalArgumentException.class, () -> log.append(Map.of("step", 1.5)));
    }
  }

  @Test
  void resumingDropsLinesBeyondTheCheckpoint() throws IOException {
    write("{\"step\":1}\n{\"step\":2}\n{\"step\":2,\"valid\":1}\n{\"step\":3}\n");
    try (MetricsLog log = MetricsLog.open(run, 2, false)) {
      log.append(Map.of("step", 3, "loss", 1.5));
    }
    assertEquals(4, text().lines().count());
    assertEquals(1.5, MetricsLog.read(run).get(3).get("loss").getAsDouble());
  }

  @Test
  void aValidationThatIsRepeatedLeavesOneLine() throws IOException {
    write("{\"step\":1,\"valid\":1}\n{\"step\":2,\"loss\":3}\n{\"step\":2,\"valid\":1}\n");
    MetricsLog.open(run, 2, true).close();
    assertEquals("{\"step\":1,\"valid\":1}\n{\"step\":2,\"loss\":3}\n", text());
  }

  @Test
  void aTornLastLineIsDropped() throws IOException {
    for (String torn : List.of("{\"step\":2,\"lo", "{\"step\":2}", "{")) {
      write("{\"step\":1}\n" + torn);
      assertEquals(1, MetricsLog.read(run).size());
      MetricsLog.open(run, 9, false).close();
      assertEquals("{\"step\":1}\n", text());
    }
  }

  @Test
  void aBadLineInTheMiddleIsCorrupt() throws IOException {
    for (String bad : List.of("{\"step\":", "[1]", "{}", "{\"step\":-1}", "{\"step\":\"2\"}", "")) {
      write("{\"step\":1}\n" + bad + "\n{\"step\":3}\n");
      assertThrows(CorruptDataException.class, () -> MetricsLog.open(run, 3, false), bad);
    }
  }

  @Test
  void aDirectoryInItsPlaceIsNamed() throws IOException {
    Path directory = Files.createDirectory(run.resolve("metrics.jsonl"));
    String message = directory + " is not a file, as the metrics of a run are; move it away";
    for (Executable use :
        List.<Executable>of(() -> MetricsLog.open(run, 3, false), () -> MetricsLog.read(run))) {
      assertEquals(message, assertThrows(CorruptDataException.class, use).getMessage());
    }
  }

  @Test
  void aBadLineIsNamedByItsNumber() throws IOException {
    write("{\"step\":1}\n{\"step\":2}\n[3]\n");
    CorruptDataException e = assertThrows(CorruptDataException.class, () -> MetricsLog.read(run));
    assertEquals(
        run.resolve("metrics.jsonl")
            + ", line 3: not an object with a step: [3]; if you delete the line, the run can be"
            + " resumed",
        e.getMessage());
  }

  private void write(String text) throws IOException {
    Files.writeString(run.resolve("metrics.jsonl"), text);
  }

  private String text() throws IOException {
    return Files.readString(run.resolve("metrics.jsonl"));
  }
}
