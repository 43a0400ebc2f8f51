package io.noisette.distillation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.noisette.failure.UsageException;
import io.noisette.model.Labels;
import io.noisette.run.MetricsLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Students that learn from teachers and labels under an adversary. */
final class DistillAdversaryTest {

  @TempDir private static Path directory;
  private static SmallDistillation small;
  private static Path teacher;
  private static Path plain;

  @BeforeAll
  static void distillsWithoutAnAdversary() throws IOException, InterruptedException {
    small = new SmallDistillation(directory.resolve("task"));
    teacher = small.untrained("untrained", Labels.of(List.of("bad", "good")), 1);
    plain = distill("plain", Map.of());
  }

  /** PGD's ascent steps are passes with frozen parameters, which no figure counts. */
  @Test
  void withoutAPerturbationItIsPlainDistillationBitForBit() throws IOException {
    Path freelb = distill("one", Map.of("adversary", "freelb", "adv-steps", 1));
    Path pgd = distill("still", Map.of("adversary", "pgd", "adv-lr", 0));
    for (String arm : List.of("alone", "distilled")) {
      for (Path run : List.of(freelb, pgd)) {
        assertEquals(-1, Files.mismatch(weights(plain, arm), weights(run, arm)), run + arm);
        for (String term : List.of("soft_loss", "hard_loss")) {
          assertEquals(firstStep(plain, arm, term), firstStep(run, arm, term), term);
        }
      }
    }
    Path moved = distill("moved", Map.of("adversary", "pgd"));
    assertNotEquals(-1, Files.mismatch(weights(plain, "alone"), weights(moved, "alone")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"freelb", "pgd", "yopo"})
  void thePerturbationIsAsLargeAsAllowedAndBothTermsAreMeansOverItsPasses(String adversary)
      throws IOException {
    Map<String, ?> changes = Map.of("adversary", adversary, "adv-lr", 9, "adv-max-norm", 0.5);
    Path run = distill("large-" + adversary, changes);
    assertEquals(0.5, firstStep(run, "distilled", "delta_norm"), 1e-6);
    double terms =
        0.5 * firstStep(run, "distilled", "soft_loss")
            + 0.5 * firstStep(run, "distilled", "hard_loss");
    assertEquals(firstStep(run, "distilled", "loss"), terms, 1e-6);
  }

  @Test
  void freeAtNeedsTheBatchInOneMicroBatch() {
    Map<String, ?> changes = Map.of("adversary", "freeat", "micro-batch-tokens", 8);
    UsageException refused = assertThrows(UsageException.class, () -> distill("refused", changes));
    assertTrue(refused.getMessage().contains("--micro-batch-tokens is 8;"), refused::getMessage);
  }

  private static Path distill(String name, Map<String, ?> changes) throws IOException {
    Path output = directory.resolve(name);
    Map<String, Object> all = new LinkedHashMap<>(changes);
    all.put("epochs", 1);
    all.put("log-every", 1);
    SmallDistillation.distill(small.config(teacher, output, all));
    return output;
  }

  private static Path weights(Path output, String arm) {
    return output.resolve(arm).resolve("seed-1/checkpoints/latest/model.safetensors");
  }

  private static double firstStep(Path output, String arm, String figure) throws IOException {
    JsonObject line = MetricsLog.read(output.resolve(arm).resolve("seed-1")).get(0);
    return line.get(figure).getAsDouble();
  }
}
