package io.noisette.bart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.failure.UsageException;
import io.noisette.run.MetricsLog;
import io.noisette.settings.SettingsSchema;
import io.noisette.testing.RecordingConsole;
import io.noisette.train.TrainingState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResumeTest {

  @TempDir private static Path directory;
  private static TinyRuns runs;
  private static Path undisturbed;

  @BeforeAll
  static void trainsOnceWithoutDisturbance() throws IOException {
    runs = new TinyRuns(directory);
    undisturbed = directory.resolve("undisturbed");
    TrainingState end = TinyRuns.train(runs.config(undisturbed, Map.of()), new RecordingConsole());
    assertEquals(60, end.step());
    assertTrue(end.cursor().epoch() > 0, () -> "one pass is too few for this test: " + end);
    assertTrue(end.cursor().position() > 0, end::toString);
  }

  @Test
  void aRunThatIsKilledGoesOnToTheSameBytes() throws IOException, InterruptedException {
    Path output = directory.resolve("killed");
    BartPretrainConfig config = runs.config(output, Map.of());
    killAtStep(25, config, output);
    RecordingConsole console = new RecordingConsole();
    TrainingState end = TinyRuns.train(config, console);
    assertEquals(60, end.step());
    assertTrue(console.text().contains("going on from step"), console::text);
    assertSameCheckpoint(undisturbed, output);
    List<Long> steps =
        MetricsLog.read(output).stream().map(line -> line.get("step").getAsLong()).toList();
    assertEquals(steps.stream().sorted().distinct().toList(), steps);
    assertEquals(60, steps.size());
  }

  @Test
  void twoRunsOfOneSeedMakeTheSameBytesAndAnotherSeedOthers() throws IOException {
    Path again = directory.resolve("again");
    TinyRuns.train(runs.config(again, Map.of()), new RecordingConsole());
    assertSameCheckpoint(undisturbed, again);
    Path other = directory.resolve("other");
    TinyRuns.train(runs.config(other, Map.of("seed", 2, "steps", 2)), new RecordingConsole());
    Path same = directory.resolve("same");
    TinyRuns.train(runs.config(same, Map.of("steps", 2)), new RecordingConsole());
    assertTrue(Files.mismatch(weights(same, 2), weights(other, 2)) >= 0);
  }

  @Test
  void stepsMayBeRaisedAndNothingThatChangesTheNumbers() throws IOException {
    Path output = directory.resolve("raised");
    TinyRuns.train(runs.config(output, Map.of("steps", 3)), new RecordingConsole());
    TrainingState end =
        TinyRuns.train(runs.config(output, Map.of("steps", 5)), new RecordingConsole());
    assertEquals(5, end.step());
    UsageException refused =
        assertThrows(
            UsageException.class,
            () ->
                TinyRuns.train(
                    runs.config(output, Map.of("steps", 5, "noise", "mask-tokens", "seed", 9)),
                    new RecordingConsole()));
    assertTrue(refused.getMessage().contains("--noise"), refused::getMessage);
    assertTrue(refused.getMessage().contains("--seed"), refused::getMessage);
  }

  @Test
  void anOutputWithSomethingElseIsRefused() throws IOException {
    Path output = Files.createDirectory(directory.resolve("strange"));
    Files.writeString(output.resolve("thesis.txt"), "precious");
    assertThrows(
        UsageException.class,
        () -> TinyRuns.train(runs.config(output, Map.of()), new RecordingConsole()));
    assertEquals("precious", Files.readString(output.resolve("thesis.txt")));
    assertThrows(
        UsageException.class,
        () ->
            TinyRuns.train(
                runs.config(undisturbed, Map.of("resume", "never")), new RecordingConsole()));
  }

  private static void killAtStep(long step, BartPretrainConfig config, Path output)
      throws IOException, InterruptedException {
    Path settings = directory.resolve("child.yaml");
    Files.writeString(settings, SettingsSchema.of(BartPretrainConfig.class).toYaml(config));
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                TrainInChild.class.getName(),
                settings.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("child.log").toFile())
            .start();
    Path metrics = output.resolve(MetricsLog.FILE_NAME);
    while (child.isAlive() && !(Files.exists(metrics) && lines(metrics) >= step)) {
      Thread.sleep(1);
    }
    child.destroyForcibly();
    assertTrue(child.waitFor(30, TimeUnit.SECONDS));
    assertEquals(137, child.exitValue(), () -> "not killed: " + log());
  }

  private static long lines(Path file) throws IOException {
    try (var lines = Files.lines(file)) {
      return lines.count();
    }
  }

  private static String log() {
    try {
      return Files.readString(directory.resolve("child.log"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static void assertSameCheckpoint(Path expected, Path actual) throws IOException {
    for (String file : List.of("model.safetensors", "optimizer.safetensors", "trainer.json")) {
      assertArrayEquals(
          Files.readAllBytes(checkpoint(expected, 60).resolve(file)),
          Files.readAllBytes(checkpoint(actual, 60).resolve(file)),
          file);
    }
  }

  private static Path weights(Path run, long step) {
    return checkpoint(run, step).resolve("model.safetensors");
  }

  private static Path checkpoint(Path run, long step) {
    return run.resolve("checkpoints").resolve("step-%06d".formatted(step));
  }
}
