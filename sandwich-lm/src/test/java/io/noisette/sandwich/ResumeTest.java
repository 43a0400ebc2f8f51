package io.noisette.sandwich;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.noisette.run.MetricsLog;
import io.noisette.run.RunRecord;
import io.noisette.testing.Interrupts;
import io.noisette.testing.RecordingConsole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResumeTest {

  private static final Set<String> CLOCK =
      Set.of("tokens_per_second", "ceiling_share", "data_wait_share");

  @TempDir private static Path directory;
  private static TinyLms runs;
  private static Path undisturbed;
  private static SandwichLmResult trained;

  @BeforeAll
  static void trainsOnceWithoutDisturbance() throws IOException, InterruptedException {
    runs = new TinyLms(directory);
    undisturbed = directory.resolve("undisturbed");
    trained = train(undisturbed, Map.of());
  }

  @Test
  void nagStoppedAnywhereGoesOnToTheSameBytes() throws IOException {
    assertNoTrace(undisturbed, trained, Map.of());
  }

  @Test
  void adamWStoppedAnywhereGoesOnToTheSameBytes() throws IOException {
    assertNoTrace("adamw", Map.of("optimizer", "adamw", "learning-rate", 0.01));
  }

  @Test
  void inBf16TooItGoesOnToTheSameBytes() throws IOException {
    assertNoTrace("bf16", Map.of("precision", "bf16", "optimizer", "adamw", "learning-rate", 0.01));
  }

  @Test
  void anInterruptIsAStopWhateverIsBeingDone() throws IOException {
    Path output = directory.resolve("interrupted");
    SandwichLmConfig config = runs.config(output, Map.of());
    int interrupts = Interrupts.repeat(console -> TinyLms.train(config, console));
    assertTrue(interrupts > 2, "interrupts: " + interrupts);
    assertSameCheckpoint(undisturbed, output);
  }

  @Test
  void theModelIsThatOfTheRun() throws IOException {
    Path output = directory.resolve("other");
    assertEquals(0, runs.runVerb(output, Map.of("steps", 2)).exitCode());
    assertRefused("--ordering was", output, Map.of("steps", 3, "ordering", "fsfs"));
    assertRefused("--momentum was 0.99, is 0.9", output, Map.of("steps", 3, "momentum", 0.9));
    TinyLms.Outcome raised = runs.runVerb(output, Map.of("steps", 3));
    assertEquals(0, raised.exitCode(), raised::err);
    assertTrue(raised.err().contains("--steps was 2, is 3"), raised::err);
  }

  @Test
  void aModelMayBeginWithTheWeightsOfAnother() throws IOException {
    Path second = directory.resolve("second");
    SandwichLmResult begun =
        train(
            second,
            Map.of("init-from", undisturbed, "steps", 1, "learning-rate", 0, "lowest-rate", 0));
    assertEquals(trained.validationLoss(), begun.validationLoss());
    assertEquals(Math.exp(trained.validationLoss()), trained.validationPerplexity());
    assertRefused(
        "--sequence-length 21 is longer than",
        directory.resolve("third"),
        Map.of("init-from", undisturbed, "sequence-length", 21));
  }

  @Test
  void theShapeIsThatOfTheModelThatARunBeginsWith() throws IOException {
    Path first = directory.resolve("narrow");
    train(first, Map.of("steps", 1, "ordering", "ssff", "max-positions", 24));
    Path second = directory.resolve("taken");
    for (int steps = 1; steps <= 2; steps++) { // the second time it is resumed
      train(
          second,
          Map.of("init-from", first, "steps", steps, "ordering", "sandwich(4,1)", "d-model", 128));
      Map<String, ?> recorded = RunRecord.read(second).settings();
      assertEquals("ssff", recorded.get("ordering"));
      assertEquals(16L, recorded.get("d-model"));
      assertEquals(24L, recorded.get("max-positions"));
    }
    Path third = directory.resolve("written-otherwise");
    train(third, Map.of("init-from", first, "steps", 1, "ordering", "sandwich(2,2)"));
    assertEquals("sandwich(2,2)", RunRecord.read(third).settings().get("ordering"));
    assertRefused(
        "--ordering ffff differs from the model of --init-from "
            + first
            + ", which has ssff; leave the option out",
        directory.resolve("fourth"),
        Map.of("init-from", first, "ordering", "ffff"));
  }

  private static void assertNoTrace(String name, Map<String, ?> changes) throws IOException {
    Path whole = directory.resolve(name);
    assertNoTrace(whole, train(whole, changes), changes);
  }

  private static void assertNoTrace(Path whole, SandwichLmResult end, Map<String, ?> changes)
      throws IOException {
    assertTrue(end.state().cursor().epoch() > 1, () -> "one pass is too few: " + end.state());
    Path stopped = whole.resolveSibling(whole.getFileName() + "-stopped");
    for (long step : List.of(3L, 11L)) {
      assertEquals(step, TinyLms.trainUntil(step, runs.config(stopped, changes)).state().step());
    }
    assertEquals(end, train(stopped, changes));
    assertSameCheckpoint(whole, stopped);
    assertEquals(figures(whole), figures(stopped));
  }

  private static void assertSameCheckpoint(Path expected, Path actual) throws IOException {
    for (String file : List.of("model.safetensors", "optimizer.safetensors", "trainer.json")) {
      assertArrayEquals(
          Files.readAllBytes(TinyLms.checkpoint(expected, 30).resolve(file)),
          Files.readAllBytes(TinyLms.checkpoint(actual, 30).resolve(file)),
          file);
    }
  }

  private static SandwichLmResult train(Path output, Map<String, ?> changes) throws IOException {
    return TinyLms.train(runs.config(output, changes), new RecordingConsole());
  }

  private static void assertRefused(String why, Path output, Map<String, ?> changes) {
    TinyLms.Outcome refused = runs.runVerb(output, changes);
    assertEquals(2, refused.exitCode(), refused::err);
    assertTrue(refused.err().contains(why), refused::err);
  }

  private static List<JsonObject> figures(Path run) throws IOException {
    List<JsonObject> lines = MetricsLog.read(run);
    lines.forEach(line -> CLOCK.forEach(line::remove));
    return lines;
  }
}
