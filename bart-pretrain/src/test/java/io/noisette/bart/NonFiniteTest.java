package io.noisette.bart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import io.noisette.engine.Precision;
import io.noisette.engine.Torch;
import io.noisette.model.ParameterValues;
import io.noisette.model.bart.BartConfig;
import io.noisette.model.bart.BartDirectory;
import io.noisette.model.bart.BartModel;
import io.noisette.run.MetricsLog;
import io.noisette.safetensors.SafetensorsFile;
import io.noisette.testing.RecordingConsole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NonFiniteTest {

  @TempDir private static Path directory;
  private static TinyRuns runs;

  @BeforeAll
  static void makeCorpus() throws IOException, InterruptedException {
    runs = new TinyRuns(directory);
  }

  @Test
  void anAbsurdRateEndsTheRunWithTheLastGoodStep() throws IOException {
    Map<String, ?> absurd = Map.of("learning-rate", 1e30, "warmup-steps", 0);
    Path output = directory.resolve("absurd");
    TinyRuns.Outcome outcome = runs.runVerb(output, absurd);
    assertEquals(4, outcome.exitCode(), outcome::err);
    assertTrue(outcome.err().contains("step 2 is not finite: loss NaN"), outcome::err);
    assertTrue(outcome.err().contains("sequences from epoch 0, position "), outcome::err);
    assertTrue(outcome.err().contains("parameters are unchanged"), outcome::err);
    assertNoStackTrace(outcome);
    Path once = directory.resolve("once");
    assertEquals(
        1, TinyRuns.trainUntil(1, runs.config(once, absurd)).step()); // the update before it
    assertArrayEquals(TinyRuns.weights(once, 1), TinyRuns.weights(output, 1));
    assertFalse(Files.exists(TinyRuns.checkpoint(output, 2)));
    assertEquals(1, MetricsLog.read(output).size());
    assertEquals(4, runs.runVerb(output, absurd).exitCode(), "resumed");
  }

  @Test
  void atMostTenStepsInARowAreSkipped() throws IOException {
    Path damaged = damagedModel();
    Path failed = directory.resolve("failed");
    TinyRuns.Outcome outcome =
        runs.runVerb(failed, Map.of("init-from", damaged, "non-finite", "skip"));
    assertEquals(4, outcome.exitCode(), outcome::err);
    assertTrue(outcome.err().contains("step 10 is not finite"), outcome::err);
    assertTrue(outcome.err().contains("noisette: step 11 is not finite"), outcome::err);
    assertNoStackTrace(outcome);
    assertFalse(Files.exists(TinyRuns.checkpoint(failed, 10)), "nothing was learned");
    Path output = directory.resolve("skipped");
    BartPretrainConfig ten =
        runs.config(output, Map.of("init-from", damaged, "non-finite", "skip", "steps", 10));
    TinyRuns.train(ten.withValidation(null), new RecordingConsole());
    assertArrayEquals(
        Files.readAllBytes(damaged.resolve("model.safetensors")), TinyRuns.weights(output, 10));
    Path moments = TinyRuns.checkpoint(output, 10).resolve("optimizer.safetensors");
    try (SafetensorsFile file = SafetensorsFile.open(moments)) {
      assertFalse(file.getNames().isEmpty());
      for (String name : file.getNames()) {
        float[] values = file.getTensor(name).toFloats();
        assertArrayEquals(new float[values.length], values, name);
      }
    }
  }

  @Test
  void withoutSkippingTheFirstIsTheLast() throws IOException {
    Path output = directory.resolve("failed");
    TinyRuns.Outcome outcome = runs.runVerb(output, Map.of("init-from", damagedModel()));
    assertEquals(4, outcome.exitCode(), outcome::err);
    assertTrue(outcome.err().contains("step 1 is not finite"), outcome::err);
    assertNoStackTrace(outcome);
    assertEquals(0, MetricsLog.read(output).size());
  }

  @Test
  void weightsThatAreNotNumbersAreRefusedByName() throws IOException {
    Path broken = modelWithNorm(Float.NaN);
    TinyRuns.Outcome outcome =
        runs.runVerb(directory.resolve("refused"), Map.of("init-from", broken));
    assertEquals(3, outcome.exitCode(), outcome::err);
    assertTrue(
        outcome
            .err()
            .contains(
                broken.resolve("model.safetensors")
                    + ": tensor \"model.encoder.layernorm_embedding.weight\" has NaN or infinite"),
        outcome::err);
    assertNoStackTrace(outcome);
  }

  /** A model whose first layer norm overflows. */
  private static Path damagedModel() throws IOException {
    return modelWithNorm(Float.MAX_VALUE);
  }

  private static Path modelWithNorm(float weight) throws IOException {
    Path model = directory.resolve("norm-" + weight);
    if (Files.exists(model)) {
      return model;
    }
    Path run = directory.resolve("healthy");
    TinyRuns.trainUntil(1, runs.config(run, Map.of()));
    Path healthy = TinyRuns.checkpoint(run, 1);
    BartDirectory directoryOfModel = new BartDirectory(healthy);
    BartConfig config = directoryOfModel.readConfig();
    try (NDManager manager = Torch.newManager("cpu");
        SafetensorsFile file = SafetensorsFile.open(healthy.resolve("model.safetensors"));
        BartModel broken =
            new BartModel(
                manager,
                config,
                Precision.FP32,
                ParameterValues.ofArrays(
                    spec -> {
                      float[] values = file.getTensor(spec.name()).toFloats();
                      if (spec.name().equals("model.encoder.layernorm_embedding.weight")) {
                        Arrays.fill(values, weight);
                      }
                      return values;
                    }),
                new float[config.vocabSize()])) {
      new BartDirectory(Files.createDirectory(model)).write(broken);
    }
    Files.copy(healthy.resolve("tokenizer.json"), model.resolve("tokenizer.json"));
    return model;
  }

  private static void assertNoStackTrace(TinyRuns.Outcome outcome) {
    assertFalse(outcome.err().contains("\tat "), outcome::err);
    assertFalse(outcome.err().contains("Exception"), outcome::err);
  }
}
