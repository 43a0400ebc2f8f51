package io.noisette.bart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.noisette.run.MetricsLog;
import io.noisette.run.RunRecord;
import io.noisette.testing.RecordingConsole;
import io.noisette.train.TrainingRun;
import io.noisette.train.TrainingState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResumeTest {

  private static final Set<String> CLOCK =
      Set.of("tokens_per_second", "text_tokens_per_second", "ceiling_share", "data_wait_share");

  @TempDir private static Path directory;
  private static TinyRuns runs;
  private static Path undisturbed;

  @BeforeAll
  static void trainsOnceWithoutDisturbance() throws IOException, InterruptedException {
    runs = new TinyRuns(directory);
    undisturbed = directory.resolve("undisturbed");
    TrainingState end = TinyRuns.train(runs.config(undisturbed, Map.of()), new RecordingConsole());
    assertEquals(60, end.step());
    assertTrue(end.cursor().epoch() > 1, () -> "one pass is too few for this test: " + end);
  }

  @Test
  void aRunThatIsKilledGoesOnToTheSameBytes() throws IOException, InterruptedException {
    Path output = directory.resolve("killed");
    BartPretrainConfig config = runs.config(output, Map.of());
    Process child = TrainInChild.start(config, directory);
    try {
      TrainInChild.waitForStep(12, output, child);
      TinyRuns.Outcome second = runs.runVerb(output, Map.of());
      assertEquals(2, second.exitCode(), second::err);
      assertTrue(second.err().contains("in use by process " + child.pid()), second::err);
      TrainInChild.waitForStep(25, output, child);
    } finally {
      child.destroyForcibly();
      assertTrue(child.waitFor(30, TimeUnit.SECONDS));
    }
    assertEquals(137, child.exitValue(), () -> TrainInChild.readLog(directory));
    RecordingConsole console = new RecordingConsole();
    assertEquals(60, TinyRuns.train(config, console).step());
    long from = RunRecord.read(output).sessions().get(1).fromStep();
    assertTrue(from >= 20 && from < 60 && from % 10 == 0, () -> "resumed from " + from);
    assertTrue(
        console.messages().contains("resuming from step " + from + " in " + output),
        () -> console.messages().toString());
    assertInsideAnEpoch(TinyRuns.checkpoint(output, from));
    assertSameRun(undisturbed, output);
  }

  @Test
  void stoppingAnywhereLeavesNoTrace() throws IOException {
    Path output = directory.resolve("stopped");
    for (long step : List.of(7L, 22L, 60L)) {
      assertEquals(step, TinyRuns.trainUntil(step, runs.config(output, Map.of())).step());
    }
    // The last stop broke off the validation.
    TinyRuns.trainUntil(Long.MAX_VALUE, runs.config(output, Map.of()));
    assertSameRun(undisturbed, output);
  }

  @Test
  void twoRunsOfOneSeedMakeTheSameBytesAndAnotherSeedOthers() throws IOException {
    Path again = directory.resolve("again");
    TinyRuns.train(runs.config(again, Map.of()), new RecordingConsole());
    assertSameRun(undisturbed, again);
    Path other = directory.resolve("other");
    TinyRuns.train(runs.config(other, Map.of("seed", 2, "steps", 10)), new RecordingConsole());
    assertFalse(Arrays.equals(TinyRuns.weights(again, 10), TinyRuns.weights(other, 10)));
  }

  @Test
  void stepsMayBeRaisedAndNothingThatChangesTheNumbers() {
    Path output = directory.resolve("raised");
    assertEquals(0, runs.runVerb(output, Map.of("steps", 3)).exitCode());
    TinyRuns.Outcome raised = runs.runVerb(output, Map.of("steps", 5));
    assertEquals(0, raised.exitCode(), raised::err);
    assertTrue(raised.err().contains("--steps was 3, is 5"), raised::err);
    assertRefused("--steps was 5, is 4", output, Map.of("steps", 4));
    assertRefused("--seed was 1, is 9", output, Map.of("steps", 5, "seed", 9));
    assertRefused("--noise was", output, Map.of("steps", 5, "noise", "mask-tokens"));
    assertRefused("--dropout was 0.1, is 0.2", output, Map.of("steps", 5, "dropout", 0.2));
    assertRefused(
        "--micro-batch-tokens was 90, is 91", output, Map.of("steps", 5, "micro-batch-tokens", 91));
  }

  @Test
  void aRunOfAnOlderVersionWithoutObjectiveAndWithOldNamesIsResumed() throws IOException {
    Path output = directory.resolve("older");
    assertEquals(30, TinyRuns.trainUntil(30, runs.config(output, Map.of())).step());
    Path record = output.resolve(RunRecord.FILE_NAME);
    String older =
        Files.readString(record)
            .replaceFirst(" *\"objective\": \"denoising\",\n", "")
            .replaceFirst("\"vocab-size\": 2\\d\\d", "\"vocabulary-size\": 50265");
    assertFalse(older.contains("objective"), older);
    assertTrue(older.contains("vocabulary-size"), older);
    Files.writeString(record, older);
    TinyRuns.train(runs.config(output, Map.of()), new RecordingConsole());
    assertSameRun(undisturbed, output);
    RunRecord resumed = RunRecord.read(output);
    assertEquals("denoising", resumed.settings().get("objective"));
    assertEquals(290L, resumed.settings().get("vocab-size"));
    assertFalse(resumed.settings().containsKey("vocabulary-size"));
    assertEquals(List.of("--vocab-size was 50265, is 290"), resumed.sessions().get(1).changes());
  }

  @Test
  void aRunOfAnotherObjectiveGoesOnToTheSameBytes() throws IOException {
    Path whole = assertGoesOn("masked", 33, Map.of("objective", "masked-seq2seq"));
    assertFalse(Arrays.equals(TinyRuns.weights(undisturbed, 60), TinyRuns.weights(whole, 60)));
    Map<String, ?> bf16 = Map.of("objective", "masked-seq2seq", "precision", "bf16", "steps", 20);
    assertGoesOn("masked-bf16", 13, bf16);
  }

  /** Returns a run without a stop that ends as one with a stop does. */
  private static Path assertGoesOn(String name, long stop, Map<String, ?> options)
      throws IOException {
    Path whole = directory.resolve(name);
    long steps = TinyRuns.train(runs.config(whole, options), new RecordingConsole()).step();
    Path stopped = directory.resolve(name + "-stopped");
    assertEquals(stop, TinyRuns.trainUntil(stop, runs.config(stopped, options)).step());
    TinyRuns.train(runs.config(stopped, options), new RecordingConsole());
    assertSameRun(whole, stopped, steps);
    return whole;
  }

  @Test
  void aRunInBf16GoesOnToTheSameBytesAndInNoOtherPrecision() throws IOException {
    Map<String, ?> bf16 = Map.of("precision", "bf16");
    Path whole = directory.resolve("bf16");
    TinyRuns.train(runs.config(whole, bf16), new RecordingConsole());
    Path stopped = directory.resolve("bf16-stopped");
    assertEquals(33, TinyRuns.trainUntil(33, runs.config(stopped, bf16)).step());
    assertRefused("--precision was \"bf16\", is \"fp32\"", stopped, Map.of("precision", "fp32"));
    TinyRuns.train(runs.config(stopped, bf16), new RecordingConsole());
    assertSameRun(whole, stopped);
    assertFalse(Arrays.equals(TinyRuns.weights(undisturbed, 60), TinyRuns.weights(whole, 60)));
  }

  @Test
  void autoIsRecordedAsWhatItBecame() throws IOException {
    Path output = directory.resolve("auto");
    RecordingConsole console = new RecordingConsole();
    TinyRuns.train(runs.config(output, Map.of("precision", "auto", "steps", 1)), console);
    Object settled = RunRecord.read(output).settings().get("precision");
    assertTrue(Set.of("fp32", "bf16").contains(String.valueOf(settled)), () -> "is " + settled);
    assertTrue(
        console.messages().get(0).startsWith("--precision auto: " + settled),
        () -> console.messages().toString());
    String other = "fp32".equals(settled) ? "bf16" : "fp32";
    assertRefused("--precision was", output, Map.of("precision", other, "steps", 2));
  }

  @Test
  void anotherCorpusIsRefused() throws IOException, InterruptedException {
    Path output = directory.resolve("other-corpus");
    assertEquals(0, runs.runVerb(output, Map.of("steps", 1)).exitCode());
    TinyRuns others = new TinyRuns(directory.resolve("others"), "few other words stand in here");
    TinyRuns.Outcome refused = others.runVerb(output, Map.of("steps", 2));
    assertEquals(2, refused.exitCode(), refused::err);
    for (String digest : List.of("tokenizer", "corpus", "validation")) {
      assertTrue(refused.err().contains("the SHA-256 of " + digest + " was"), refused::err);
    }
  }

  @Test
  void aCheckpointOfAnotherRunIsGoneOnFromWithItsSettings() throws IOException {
    Path branch = directory.resolve("branch");
    Path from = TinyRuns.checkpoint(undisturbed, 20);
    assertRefused("--seed was 1, is 2", branch, Map.of("resume", from, "seed", 2));
    assertRefused("--resume Auto: there is no such directory", branch, Map.of("resume", "Auto"));
    Path neither = Files.createDirectory(directory.resolve("neither"));
    String unfit = "it has neither the run.json of a run nor the trainer.json of a checkpoint";
    assertRefused(unfit, branch, Map.of("resume", neither));
    Map<String, ?> longer = Map.of("init-from", undisturbed, "sequence-length", 999);
    assertRefused("--sequence-length 999 is longer than " + undisturbed, branch, longer);
    TinyRuns.train(runs.config(branch, Map.of("resume", from)), new RecordingConsole());
    assertSameCheckpoint(undisturbed, branch);
    Path again = directory.resolve("branch-of-a-run");
    TinyRuns.train(runs.config(again, Map.of("resume", branch)), new RecordingConsole());
    assertEquals(60, RunRecord.read(again).sessions().get(2).fromStep());
    assertEquals(20, figures(branch).get(0).get("step").getAsLong(), "validated first");
    assertEquals(21, figures(branch).get(1).get("step").getAsLong());
  }

  @Test
  void aCopyOfACheckpointSaysWhatItBelongsTo() throws IOException, InterruptedException {
    Path copy = Files.createDirectories(directory.resolve("copies/deep/copy"));
    try (Stream<Path> files = Files.list(TinyRuns.checkpoint(undisturbed, 20))) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
    Path branch = directory.resolve("branch-of-a-copy");
    assertRefused("--d-model was", branch, Map.of("resume", copy, "d-model", 32));
    assertRefused("--seed was 1, is 2", branch, Map.of("resume", copy, "seed", 2));
    TinyRuns others = new TinyRuns(directory.resolve("other-words"), "some other words are here");
    TinyRuns.Outcome refused = others.runVerb(branch, Map.of("resume", copy));
    assertEquals(2, refused.exitCode(), refused::err);
    assertTrue(refused.err().contains("the SHA-256 of tokenizer was"), refused::err);
    TinyRuns.train(runs.config(branch, Map.of("resume", copy)), new RecordingConsole());
    assertSameCheckpoint(undisturbed, branch);
  }

  @Test
  void aRunWithoutASoundCheckpointIsNotStartedOver() throws IOException {
    Path output = directory.resolve("damaged");
    assertEquals(0, runs.runVerb(output, Map.of("steps", 2, "checkpoint-every", 1)).exitCode());
    for (long step = 1; step <= 2; step++) {
      Path weights = TinyRuns.checkpoint(output, step).resolve("model.safetensors");
      Files.write(weights, new byte[1], StandardOpenOption.APPEND);
    }
    TinyRuns.Outcome refused = runs.runVerb(output, Map.of("steps", 3));
    assertEquals(3, refused.exitCode(), refused::err);
    assertTrue(refused.err().contains("all 2 checkpoints are damaged"), refused::err);
  }

  @Test
  void aStartThatFailedBindsNoOne() throws IOException {
    Path output = directory.resolve("failed");
    assertRefused(
        "--sequence-length 65 is longer than",
        output,
        Map.of("init-from", undisturbed, "sequence-length", 65, "seed", 7));
    assertEquals(0, runs.runVerb(output, Map.of("steps", 1)).exitCode());
    assertEquals(1, RunRecord.read(output).sessions().size());
  }

  @Test
  void resumeNeverTakesNoDirectoryThatIsInUse() {
    assertRefused("is not empty, but --resume never", undisturbed, Map.of("resume", "never"));
    Path fresh = directory.resolve("fresh");
    TinyRuns.Outcome started = runs.runVerb(fresh, Map.of("resume", "never", "steps", 1));
    assertEquals(0, started.exitCode());
    assertTrue(started.err().contains("the run ends within the warm-up of 5"), started::err);
  }

  /** Interrupts come from another thread, in the middle of anything. */
  @Test
  void theLastCheckpointIsKeptWheneverAnInterruptFalls() throws IOException {
    Path output = directory.resolve("interrupted");
    BartPretrainConfig config = runs.config(output, Map.of("checkpoint-every", 1));
    Random random = new Random(1);
    Timer timer = new Timer(true);
    long saved = 0;
    int interrupts = 0;
    while (saved < 60) {
      AtomicBoolean training = new AtomicBoolean(true);
      timer.schedule(
          interrupt(Thread.currentThread(), training),
          random.nextInt(interrupts < 30 ? 100 : 60_000));
      TrainingState end = TinyRuns.train(config, new RecordingConsole());
      synchronized (training) {
        training.set(false);
      }
      interrupts += Thread.interrupted() ? 1 : 0;
      TrainingState kept = TrainingRun.findSavedState(output);
      long step = kept == null ? 0 : kept.step();
      assertTrue(step >= saved && step >= end.step(), saved + ", " + end + ", " + kept);
      saved = step;
    }
    timer.cancel();
    assertTrue(interrupts >= 3, "interrupts: " + interrupts);
    assertSameCheckpoint(undisturbed, output);
  }

  private static TimerTask interrupt(Thread trainer, AtomicBoolean training) {
    return new TimerTask() {
      @Override
      public void run() {
        synchronized (training) {
          if (training.get()) {
            trainer.interrupt();
          }
        }
      }
    };
  }

  @Test
  void anOutputWithSomethingElseIsRefused() throws IOException {
    Path output = Files.createDirectory(directory.resolve("strange"));
    Files.writeString(output.resolve("thesis.txt"), "precious");
    assertRefused("is not empty and contains no run; choose another directory", output, Map.of());
    assertEquals("precious", Files.readString(output.resolve("thesis.txt")));
  }

  private static void assertRefused(String why, Path output, Map<String, ?> changes) {
    TinyRuns.Outcome refused = runs.runVerb(output, changes);
    assertEquals(2, refused.exitCode(), refused::err);
    assertTrue(refused.err().contains(why), refused::err);
  }

  private static void assertInsideAnEpoch(Path checkpoint) throws IOException {
    String state = Files.readString(checkpoint.resolve("trainer.json"));
    JsonObject cursor = JsonParser.parseString(state).getAsJsonObject().getAsJsonObject("cursor");
    assertTrue(cursor.get("position").getAsLong() > 0, state);
  }

  /** Checkpoints equal to the byte, and every figure that is not of the clock. */
  private static void assertSameRun(Path expected, Path actual) throws IOException {
    assertSameRun(expected, actual, 60);
  }

  private static void assertSameRun(Path expected, Path actual, long steps) throws IOException {
    assertSameCheckpoint(expected, actual, steps);
    List<JsonObject> figures = figures(actual);
    assertEquals(figures(expected), figures);
    assertEquals(
        LongStream.rangeClosed(1, steps).boxed().toList(),
        figures.stream()
            .filter(line -> line.has("loss"))
            .map(line -> line.get("step").getAsLong())
            .toList());
  }

  private static void assertSameCheckpoint(Path expected, Path actual) throws IOException {
    assertSameCheckpoint(expected, actual, 60);
  }

  private static void assertSameCheckpoint(Path expected, Path actual, long step)
      throws IOException {
    for (String file : List.of("model.safetensors", "optimizer.safetensors", "trainer.json")) {
      assertArrayEquals(
          Files.readAllBytes(TinyRuns.checkpoint(expected, step).resolve(file)),
          Files.readAllBytes(TinyRuns.checkpoint(actual, step).resolve(file)),
          file);
    }
  }

  private static List<JsonObject> figures(Path run) throws IOException {
    List<JsonObject> lines = MetricsLog.read(run);
    lines.forEach(line -> CLOCK.forEach(line::remove));
    return lines;
  }
}
