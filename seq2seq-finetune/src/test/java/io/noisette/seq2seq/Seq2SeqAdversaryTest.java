package io.noisette.seq2seq;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.noisette.adversary.Adversary;
import io.noisette.command.StopSignal;
import io.noisette.failure.UsageException;
import io.noisette.run.CheckpointDirectory;
import io.noisette.run.MetricsLog;
import io.noisette.testing.StepConsole;
import io.noisette.train.step.PlainStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Adversaries on the sources, as runs of the command. */
final class Seq2SeqAdversaryTest {

  @TempDir private static Path directory;
  private static SmallPairs pairs;

  @BeforeAll
  static void writesTheTask() throws IOException {
    pairs = new SmallPairs(directory.resolve("task"));
  }

  /** Passes at a perturbation of zero are the plain pass, also for PGD's last one. */
  @ParameterizedTest
  @CsvSource({"fp32, 1", "bf16, 2"})
  void withoutAPerturbationItIsPlainTrainingBitForBit(String precision, int lanes)
      throws IOException {
    Map<String, ?> own = Map.of("precision", precision, "lanes", lanes, "micro-batch-tokens", 60);
    byte[] plain = weights(run("none", own));
    assertArrayEquals(plain, weights(run("freelb", own, "adv-steps", 1, "adv-lr", 0)));
    assertArrayEquals(plain, weights(run("pgd", own, "adv-lr", 0)));
    assertNotEquals(-1, Arrays.mismatch(plain, weights(run("pgd", own))));
  }

  @Test
  void passesThatGoNowhereAreThePlainStepButForRounding() throws IOException {
    double plain = loss(run("none", Map.of()));
    assertEquals(plain, loss(run("freelb", Map.of(), "adv-steps", 5, "adv-lr", 0)), 1e-6 * plain);
    assertEquals(plain, loss(run("yopo", Map.of(), "adv-lr", 0)), 1e-6 * plain);
  }

  @Test
  void yopoWithOneInnerStepIsFreeLb() throws IOException {
    double freelb = loss(run("freelb", Map.of(), "adv-init-mag", 0.2));
    double one = loss(run("yopo", Map.of(), "adv-init-mag", 0.2, "yopo-inner-steps", 1));
    assertEquals(freelb, one, 1e-6 * freelb);
  }

  @ParameterizedTest
  @ValueSource(strings = {"l2", "linf"})
  void thePerturbationOfEachSourceIsAsLargeAsAllowed(String norm) throws IOException {
    Map<String, ?> own = Map.of("adv-norm", norm, "adv-lr", 9, "adv-max-norm", 0.5);
    for (String adversary : List.of("freelb", "pgd", "yopo", "freeat")) {
      for (JsonObject line : steps(run(adversary, own))) {
        assertEquals(0.5, line.get("delta_norm").getAsDouble(), 1e-6, adversary);
      }
    }
  }

  @Test
  void ascentStepsRaiseTheLossThatTheStepIsTheMeanOf() throws IOException {
    for (JsonObject line : steps(run("freelb", Map.of("dropout", 0)))) {
      double[] losses = new double[3];
      for (int pass = 0; pass < 3; pass++) {
        losses[pass] = line.get("adversarial_loss_" + (pass + 1)).getAsDouble();
      }
      assertTrue(losses[0] < losses[1] && losses[1] < losses[2], line::toString);
      double mean = (losses[0] + losses[1] + losses[2]) / 3;
      assertEquals(mean, line.get("loss").getAsDouble(), 1e-9);
      assertTrue(line.get(PlainStep.SMOOTHED_LOSS).getAsDouble() > 0, line::toString);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"freelb", "pgd", "yopo", "freeat"})
  void lanesTrainTheSameModelButForRounding(String adversary) throws IOException {
    Map<String, ?> one = Map.of("dropout", 0, "lanes", 1);
    Map<String, ?> two = Map.of("dropout", 0, "lanes", 2);
    double expected = loss(run(adversary, one));
    assertEquals(expected, loss(run(adversary, two)), 1e-5 * expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"freelb", "pgd", "yopo", "freeat"})
  void everyAdversaryResumesToTheSameBytes(String adversary) throws IOException {
    Map<String, ?> own = Map.of("lanes", 2, "adv-init-mag", 0.2);
    Path whole = run(adversary, own);
    Path stopped = directory.resolve("stopped-" + adversary);
    Seq2SeqFinetuneConfig config = pairs.config(stopped, changes(adversary, own));
    StopSignal stop = new StopSignal();
    StepConsole console =
        new StepConsole(
            done -> {
              if (done == 2) {
                stop.request();
              }
            });
    assertEquals(2, new Seq2SeqFinetuneRecipe(config, console).train(stop).step());
    SmallPairs.train(config);
    assertArrayEquals(weights(whole), weights(stopped));
  }

  @Test
  void aSourceEncoderIsPerturbedAtItsOwnWords() throws IOException {
    Map<String, ?> own =
        Map.of(
            "source-encoder",
            1,
            "source-tokenizer",
            pairs.model().resolve("tokenizer.json"),
            "stage",
            1,
            "adv-max-norm",
            0.5,
            "adv-lr",
            9);
    for (String adversary : List.of("freelb", "yopo")) {
      for (JsonObject line : steps(run(adversary, own))) {
        assertEquals(0.5, line.get("delta_norm").getAsDouble(), 1e-6, adversary);
      }
    }
  }

  @Test
  void freeAtNeedsTheBatchInOneMicroBatch() {
    assertRefused(Map.of("batch-size", 4, "micro-batch-tokens", 8), "--micro-batch-tokens is 8;");
    UsageException refused =
        assertThrows(
            UsageException.class,
            () ->
                SmallPairs.train(
                    Seq2SeqFinetuneConfig.of(
                            List.of(pairs.train()),
                            List.of(pairs.validation()),
                            pairs.model(),
                            Seq2SeqPreset.NONE)
                        .withRandomInit(true)
                        .withAdversary(it -> it.adversary(Adversary.FREEAT))
                        .withRuntime(it -> it.output(directory.resolve("refused")))));
    assertTrue(
        refused
            .getMessage()
            .contains("--tokens-per-step is 8,192, but --micro-batch-tokens is 4,096"),
        refused::getMessage);
  }

  @Test
  void aSingleStackIsRefused() throws IOException {
    assertRefused(Map.of("model", pairs.stack("masked-lm")), "is a single stack");
  }

  private static void assertRefused(Map<String, ?> own, String message) {
    UsageException refused = assertThrows(UsageException.class, () -> run("freeat", own));
    assertTrue(refused.getMessage().contains(message), refused::getMessage);
  }

  private static Path run(String adversary, Map<String, ?> own, Object... more) throws IOException {
    Map<String, Object> all = new LinkedHashMap<>(own);
    for (int i = 0; i < more.length; i += 2) {
      all.put(more[i].toString(), more[i + 1]);
    }
    Path output = directory.resolve("run-" + Integer.toHexString((adversary + all).hashCode()));
    SmallPairs.train(pairs.config(output, changes(adversary, all)));
    return output;
  }

  private static Map<String, Object> changes(String adversary, Map<String, ?> own) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("adversary", adversary);
    all.put("steps", 3);
    all.put("validate-every", 3);
    all.put("metric", "loss");
    all.put("log-every", 1);
    all.putAll(own);
    return all;
  }

  private static List<JsonObject> steps(Path run) throws IOException {
    List<JsonObject> lines = new ArrayList<>();
    for (JsonObject line : MetricsLog.read(run)) {
      if (line.has("delta_norm")) {
        lines.add(line);
      }
    }
    assertEquals(3, lines.size(), run::toString);
    return lines;
  }

  /** Returns the loss of the validation after three steps, which every weight has a part in. */
  private static double loss(Path run) throws IOException {
    return MetricsLog.read(run).stream()
        .filter(line -> line.has("validation_loss"))
        .findFirst()
        .orElseThrow()
        .get("validation_loss")
        .getAsDouble();
  }

  private static byte[] weights(Path run) throws IOException {
    return Files.readAllBytes(CheckpointDirectory.latestOf(run).resolve("model.safetensors"));
  }
}
