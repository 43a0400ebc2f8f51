package io.noisette.distillation.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.failure.NonFiniteException;
import io.noisette.failure.UsageException;
import io.noisette.safetensors.SafetensorsFile;
import io.noisette.safetensors.SafetensorsTensor;
import io.noisette.safetensors.SafetensorsWriter;
import io.noisette.testing.RecordingConsole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PretrainedNetworksTest {

  private static final String NETWORK = "pretrained/network-1/model.safetensors";
  private static final String SET = "checkpoints/latest/model.safetensors";

  @TempDir private Path directory;
  private SmallDataset small;

  @BeforeEach
  void writesData() throws IOException {
    small = new SmallDataset(directory.resolve("task"));
  }

  /** As after a start that ended before its first checkpoint. */
  @Test
  void aNetworkOfOtherSettingsIsTrainedAgain() throws IOException {
    Path whole = directory.resolve("whole");
    distill(whole, Map.of("pretraining-epochs", 2));
    Path output = directory.resolve("again");
    distill(output, Map.of("pretraining-epochs", 1));
    deleteCheckpoints(output);
    String told = distill(output, Map.of("pretraining-epochs", 2));
    assertTrue(told.contains("network-1 was trained with pretraining-epochs 1, not 2, and"), told);
    assertEquals(-1, Files.mismatch(whole.resolve(NETWORK), output.resolve(NETWORK)));
    assertEquals(-1, Files.mismatch(whole.resolve(SET), output.resolve(SET)));
    deleteCheckpoints(output);
    told = distill(output, Map.of("pretraining-epochs", 2));
    assertFalse(told.contains("is trained again"), told);
  }

  @Test
  void aNetworkOfOtherTextsIsTrainedAgain() throws IOException {
    Path output = directory.resolve("texts");
    distill(output, Map.of());
    deleteCheckpoints(output);
    String told = distill(output, Map.of("pretraining-data", directory.resolve("task")));
    assertTrue(told.contains("network-1 was trained with texts "), told);
  }

  /** The set would be distilled for other initial weights than those it began with. */
  @Test
  void otherTextsAreRefusedOnResume() throws IOException {
    Path output = directory.resolve("resumed");
    distill(output, Map.of());
    Map<String, ?> other = Map.of("pretraining-data", directory.resolve("task"));
    String refusal = assertThrows(UsageException.class, () -> distill(output, other)).getMessage();
    assertTrue(refusal.contains("the SHA-256 of pretraining was "), refusal);
    distill(output, Map.of());
  }

  /** Earlier versions have not stored what a network depends on. */
  @Test
  void aNetworkWithoutOriginIsTrainedAgain() throws IOException {
    Path output = directory.resolve("old");
    distill(output, Map.of());
    byte[] whole = Files.readAllBytes(output.resolve(NETWORK));
    forgetOrigin(output.resolve(NETWORK));
    String told = distill(output, Map.of());
    assertTrue(told.contains("was trained with settings that it does not name"), told);
    assertEquals(List.of(whole.length), List.of((int) Files.size(output.resolve(NETWORK))));
  }

  @Test
  void weightsThatDivergeNameTheOption() {
    Path output = directory.resolve("diverged");
    Exception e =
        assertThrows(
            NonFiniteException.class, () -> distill(output, Map.of("pretraining-rate", 1e30)));
    assertTrue(
        e.getMessage()
            .endsWith("learning rate of 1.0E30 is too high; give a lower --pretraining-rate"),
        e.getMessage());
    assertFalse(Files.exists(output.resolve("pretrained/network-1")));
  }

  private String distill(Path output, Map<String, ?> changes) throws IOException {
    Map<String, Object> all = new HashMap<>(changes);
    all.putAll(Map.of("init", "fixed-pretrained", "outer-steps", 1));
    RecordingConsole console = new RecordingConsole();
    new DistillDatasetRecipe(small.config(output, all), console).train();
    return String.join("\n", console.messages());
  }

  private static void deleteCheckpoints(Path output) throws IOException {
    try (Stream<Path> tree = Files.walk(output.resolve("checkpoints"))) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private static void forgetOrigin(Path file) throws IOException {
    SafetensorsWriter writer = new SafetensorsWriter();
    try (SafetensorsFile stored = SafetensorsFile.open(file)) {
      for (String name : stored.getNames()) {
        SafetensorsTensor tensor = stored.getTensor(name);
        float[] values = tensor.toFiniteFloats();
        writer.floats(name, tensor.getShape(), () -> values);
      }
    }
    writer.write(file);
  }
}
