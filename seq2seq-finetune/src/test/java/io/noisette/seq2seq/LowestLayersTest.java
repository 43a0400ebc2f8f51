package io.noisette.seq2seq;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.failure.UsageException;
import io.noisette.safetensors.SafetensorsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LowestLayersTest {

  private static final Path WEIGHTS = Path.of("checkpoints/best/model.safetensors");

  @TempDir private static Path directory;
  private static SmallPairs pairs;
  private static Path deep;

  @BeforeAll
  static void makesAModelOfTwoLayers() throws IOException {
    pairs = new SmallPairs(directory.resolve("task"));
    Path config = pairs.model().resolve("config.json");
    Files.writeString(config, Files.readString(config).replaceAll("(coder_layers\": )1", "$12"));
    deep = directory.resolve("deep");
    SmallPairs.train(pairs.config(deep, withoutLearning(Map.of())));
  }

  @Test
  void aRunMayStartFromTheLowestLayersOfEncoderAndDecoder() throws IOException {
    Path output = directory.resolve("shallow");
    Map<String, ?> start = Map.of("model", deep, "layers", 1, "random-init", false);
    SmallPairs.train(pairs.config(output, withoutLearning(start)));
    try (SafetensorsFile all = SafetensorsFile.open(deep.resolve(WEIGHTS));
        SafetensorsFile kept = SafetensorsFile.open(output.resolve(WEIGHTS))) {
      assertTrue(all.getNames().stream().anyMatch(name -> name.contains(".layers.1.")));
      assertFalse(kept.getNames().stream().anyMatch(name -> name.contains(".layers.1.")));
      assertTrue(kept.getNames().contains("model.decoder.layers.0.fc1.weight"));
      for (String name : kept.getNames()) {
        assertArrayEquals(all.getTensor(name).toFloats(), kept.getTensor(name).toFloats(), 0, name);
      }
    }
  }

  @Test
  void moreLayersThanThereAreAreRefused() {
    UsageException refused =
        assertThrows(
            UsageException.class,
            () ->
                SmallPairs.train(
                    pairs.config(directory.resolve("none"), Map.of("model", deep, "layers", 3))));
    assertTrue(refused.getMessage().contains("2 decoder layers; give at most 2"), "" + refused);
  }

  private static Map<String, Object> withoutLearning(Map<String, ?> changes) {
    Map<String, Object> all = new HashMap<>(changes);
    all.putAll(Map.of("steps", 1, "learning-rate", 0, "metric", "loss"));
    return all;
  }
}
