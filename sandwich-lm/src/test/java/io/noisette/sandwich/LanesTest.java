package io.noisette.sandwich;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noisette.run.MetricsLog;
import io.noisette.testing.RecordingConsole;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LanesTest {

  @TempDir private Path directory;

  @Test
  void withoutDropoutPartsSideBySideChangeNothingButRounding() throws Exception {
    TinyLms runs = new TinyLms(directory);
    List<Double> one = losses(runs, 1);
    List<Double> three = losses(runs, 3);
    for (int i = 0; i < one.size(); i++) {
      assertEquals(one.get(i), three.get(i), 1e-5 * one.get(i), "step " + (i + 1));
    }
  }

  private List<Double> losses(TinyLms runs, int lanes) throws IOException {
    Path output = directory.resolve("lanes-" + lanes);
    Map<String, Object> changes = new HashMap<>(Map.of("lanes", lanes, "steps", 8));
    for (String site : List.of("", "attention-", "activation-", "adaptive-softmax-")) {
      changes.put(site + "dropout", 0);
    }
    TinyLms.train(runs.config(output, changes), new RecordingConsole());
    return MetricsLog.read(output).stream()
        .filter(line -> line.has("loss"))
        .map(line -> line.get("loss").getAsDouble())
        .toList();
  }
}
