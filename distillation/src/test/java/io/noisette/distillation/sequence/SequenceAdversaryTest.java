package io.noisette.distillation.sequence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.noisette.command.StopSignal;
import io.noisette.distillation.loss.StudentStep;
import io.noisette.failure.UsageException;
import io.noisette.run.CheckpointDirectory;
import io.noisette.run.MetricsLog;
import io.noisette.testing.StepConsole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Students that write and learn under an adversary. */
final class SequenceAdversaryTest {

  private static final List<String> ARMS = List.of("alone", "word");

  @TempDir private static Path directory;
  private static SmallSequences small;
  private static Path teacher;

  @BeforeAll
  static void trainsATeacher() throws IOException {
    small = new SmallSequences(directory.resolve("task"));
    teacher = small.trained("teacher", 40);
  }

  /** Passes at a perturbation of zero are the plain pass, also for PGD's last one. */
  @ParameterizedTest
  @CsvSource({"fp32, 1", "bf16, 2"})
  void withoutAPerturbationItIsPlainDistillationBitForBit(String precision, int lanes)
      throws IOException {
    Map<String, Object> own = new LinkedHashMap<>();
    own.put("precision", precision);
    own.put("lanes", lanes);
    own.put("micro-batch-tokens", 60);
    own.put("steps", 2);
    own.put("validate-every", 2);
    Path plain = distill(Level.WORD, "none", own);
    Path freelb = distill(Level.WORD, "freelb", own, "adv-steps", 1, "adv-lr", 0);
    Path pgd = distill(Level.WORD, "pgd", own, "adv-lr", 0);
    for (String arm : ARMS) {
      assertArrayEquals(weights(plain, arm), weights(freelb, arm), arm);
      assertArrayEquals(weights(plain, arm), weights(pgd, arm), arm);
    }
    for (String term : List.of("loss", StudentStep.SOFT_LOSS, StudentStep.HARD_LOSS)) {
      double expected = first(plain, "word").get(term).getAsDouble();
      assertEquals(expected, first(freelb, "word").get(term).getAsDouble(), 1e-9, term);
      assertEquals(expected, first(pgd, "word").get(term).getAsDouble(), 1e-9, term);
    }
    if (precision.equals("bf16")) {
      return;
    }
    Path moved = distill(Level.WORD, "pgd", own);
    for (String arm : ARMS) {
      assertNotEquals(-1, Arrays.mismatch(weights(plain, arm), weights(moved, arm)), arm);
    }
  }

  @Test
  void yopoWithOneInnerStepIsFreeLb() throws IOException {
    Path freelb = distill(Level.WORD, "freelb", Map.of("adv-init-mag", 0.2));
    Path yopo = distill(Level.WORD, "yopo", Map.of("adv-init-mag", 0.2, "yopo-inner-steps", 1));
    double expected = last(freelb).get("validation_loss").getAsDouble();
    assertEquals(expected, last(yopo).get("validation_loss").getAsDouble(), 1e-6 * expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"freelb", "pgd", "yopo", "freeat"})
  void thePerturbationIsAsLargeAsAllowedAndRaisesTheLoss(String adversary) throws IOException {
    Map<String, ?> clear =
        Map.of("dropout", 0, "label-smoothing", 0, "steps", 1, "validate-every", 1);
    Path run = distill(Level.WORD, adversary, clear, "adv-lr", 9, "adv-max-norm", 0.5);
    for (String arm : ARMS) {
      assertEquals(0.5, first(run, arm).get("delta_norm").getAsDouble(), 1e-6, arm);
    }
    JsonObject line = first(run, "word");
    assertEquals(
        line.get("loss").getAsDouble(), // both are means over the passes
        line.get(StudentStep.HARD_LOSS).getAsDouble(),
        1e-9);
    if (adversary.equals("freeat")) {
      return; // which updates the weights between its passes
    }
    double clean = first(distill(Level.WORD, "none", clear), "word").get("loss").getAsDouble();
    String last = adversary.equals("pgd") ? "adversarial_loss_4" : "adversarial_loss_3";
    double perturbed = line.get(last).getAsDouble();
    assertTrue(perturbed > clean, perturbed + " " + clean);
  }

  @ParameterizedTest
  @ValueSource(strings = {"freelb", "pgd", "yopo", "freeat"})
  void everyAdversaryResumesToTheSameBytes(String adversary) throws IOException {
    Map<String, ?> own = Map.of("lanes", 2, "adv-init-mag", 0.2);
    Path whole = distill(Level.WORD, adversary, own);
    Path stopped = directory.resolve("stopped-" + adversary);
    SequenceDistillConfig config =
        small.config(Level.WORD, teacher, stopped, changes(adversary, own));
    StopSignal stop = new StopSignal();
    AtomicBoolean isDistilled = new AtomicBoolean();
    StepConsole console =
        new StepConsole(
            done -> {
              if (isDistilled.get() && done == 2) {
                stop.request();
              }
            });
    new SequenceDistillRecipe(
            config,
            console,
            (run, training) -> {
              isDistilled.set(run.startsWith(stopped.resolve("word")));
              return training.train();
            })
        .train(stop);
    assertEquals(2, MetricsLog.read(stopped.resolve("word/seed-1")).size(), "steps of four");
    SmallSequences.distill(config);
    for (String arm : ARMS) {
      assertArrayEquals(weights(whole, arm), weights(stopped, arm), arm);
    }
  }

  @Test
  void targetsThatTheTeacherWritesAreLearnedUnderAnAdversaryToo() throws IOException {
    Map<String, ?> own = Map.of("adv-lr", 9, "adv-max-norm", 0.5, "steps", 1, "validate-every", 1);
    for (Level level : List.of(Level.SEQUENCE, Level.BOTH)) {
      Path run = distill(level, "freelb", own);
      for (String arm : List.of("alone", level.toString())) {
        assertEquals(0.5, first(run, arm).get("delta_norm").getAsDouble(), 1e-6, arm);
      }
    }
  }

  @Test
  void freeAtNeedsTheBatchInOneMicroBatchBeforeAnyTeacherIsMeasured() {
    UsageException refused =
        assertThrows(
            UsageException.class,
            () -> distill(Level.WORD, "freeat", Map.of("micro-batch-tokens", 8)));
    assertTrue(refused.getMessage().contains("--micro-batch-tokens is 8;"), refused::getMessage);
  }

  private static Path distill(Level level, String adversary, Map<String, ?> own, Object... more)
      throws IOException {
    Map<String, Object> all = changes(adversary, own);
    for (int i = 0; i < more.length; i += 2) {
      all.put(more[i].toString(), more[i + 1]);
    }
    Path output = directory.resolve("run-" + Integer.toHexString((level.name() + all).hashCode()));
    SmallSequences.distill(small.config(level, teacher, output, all));
    return output;
  }

  private static Map<String, Object> changes(String adversary, Map<String, ?> own) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("adversary", adversary);
    all.putAll(own);
    return all;
  }

  private static JsonObject first(Path output, String arm) throws IOException {
    return MetricsLog.read(output.resolve(arm).resolve("seed-1")).get(0);
  }

  private static JsonObject last(Path output) throws IOException {
    List<JsonObject> lines = MetricsLog.read(output.resolve("word/seed-1"));
    return lines.stream().filter(line -> line.has("validation_loss")).findFirst().orElseThrow();
  }

  private static byte[] weights(Path output, String arm) throws IOException {
    Path run = output.resolve(arm).resolve("seed-1");
    return Files.readAllBytes(CheckpointDirectory.latestOf(run).resolve("model.safetensors"));
  }
}
