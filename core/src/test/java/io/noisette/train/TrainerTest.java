package io.noisette.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDManager;
import io.noisette.command.StopSignal;
import io.noisette.engine.Precision;
import io.noisette.failure.UsageException;
import io.noisette.settings.GivenValue;
import io.noisette.settings.SettingsSchema;
import io.noisette.testing.RecordingConsole;
import io.noisette.testing.StepConsole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All that runs share, with the smallest task. */
final class TrainerTest {

  private static final LineTask.Settings SETTINGS = new LineTask.Settings(8, 5);

  @TempDir private Path directory;
  private final RecordingConsole console = new RecordingConsole();

  @Test
  void aRunSaysWhatItIsAndEndsInACheckpoint() throws IOException {
    Path output = directory.resolve("run");
    TrainingState end = train(output, null);
    assertEquals(8, end.step());
    assertEquals(
        List.of("a line: 1 parameters, about 0 MiB of memory", "steps", "careful"),
        console.messages().subList(0, 3).stream().map(TrainerTest::withoutPrefix).toList());
    assertEquals(end, TrainingRun.findSavedState(output, LineTask.identity(SETTINGS)));
    assertNotEquals("5.0", weight(output));
  }

  @Test
  void aRunThatIsStoppedIsResumedToTheSameBytes() throws IOException {
    Path whole = directory.resolve("whole");
    train(whole, null);
    Path stopped = directory.resolve("stopped");
    StopSignal stop = new StopSignal();
    StepConsole stopping =
        new StepConsole(
            step -> {
              if (step == 5) {
                stop.request();
              }
            });
    Trainer trainer = Trainer.of(runtime(stopped), stopping);
    assertEquals(5, trainer.train(new LineTask(SETTINGS, null), stop).step());
    train(stopped, null);
    assertEquals(1, console.messages().stream().filter(m -> m.contains("step 5 in")).count());
    for (String file : List.of(LineTask.FILE_NAME, "optimizer.safetensors", "trainer.json")) {
      Path path = Path.of("checkpoints", "latest", file);
      assertEquals(-1, Files.mismatch(whole.resolve(path), stopped.resolve(path)), file);
    }
  }

  @Test
  void autoIsThePrecisionThatTheRunHas() throws IOException {
    Path output = directory.resolve("run");
    train(output, null);
    for (Precision other : List.of(Precision.BF16, Precision.FP32)) { // of another machine
      record(output, other);
      for (RuntimeSettings auto :
          List.of(
              runtime(output),
              runtime(directory),
              runtime(directory.resolve("new")).with(it -> it.resume(output.toString())))) {
        RuntimeSettings settled =
            Trainer.of(auto.with(it -> it.precision(Precision.AUTO)), console).getRuntime();
        assertEquals(other, settled.precision());
      }
    }
    assertEquals(
        "--precision auto: fp32, with which the run was started",
        console.messages().get(console.messages().size() - 1));
    RuntimeSettings given = runtime(output).with(it -> it.precision(Precision.BF16));
    assertEquals(Precision.BF16, Trainer.of(given, console).getRuntime().precision());
  }

  /** Writes a precision into the record of a run. */
  private static void record(Path run, Precision precision) throws IOException {
    Path file = run.resolve("run.json");
    String key = "\"precision\": \"%s\", ";
    String text = Files.readString(file).replaceAll(key.formatted("\\w+"), "");
    String settings = "\"settings\": {";
    String value = key.formatted(precision.name().toLowerCase(Locale.ROOT));
    Files.writeString(file, text.replace(settings, settings + value));
  }

  @Test
  void aRunFromTheLastStepOfAnotherHasItAsItsBestAndLatest() throws IOException {
    Path whole = directory.resolve("whole");
    TrainingState end = train(whole, null);
    for (String from : List.of("checkpoints/latest", ".")) {
      Path branch = directory.resolve("branch of " + from.replace('/', ' '));
      RuntimeSettings settings =
          runtime(branch).with(it -> it.resume(whole.resolve(from).toString()));
      TrainingState branched =
          Trainer.of(settings, console).train(new LineTask(SETTINGS, null), new StopSignal());
      assertEquals(end.step(), branched.step());
      assertEquals(end.step(), branched.bestStep());
      for (String link : List.of("latest", "best")) {
        Path file = Path.of("checkpoints", link, LineTask.FILE_NAME);
        assertEquals(weight(whole), Files.readString(branch.resolve(file)), link);
      }
      assertEquals(branched, train(branch, null), "complete");
    }
  }

  @Test
  void aRunFromAStepOfAnotherChoosesTheBestOfItsOwn() throws IOException {
    Path whole = directory.resolve("whole");
    assertEquals(4, trainTask(whole, new WorseningTask()).bestStep());
    Path branch = directory.resolve("branch");
    String from = whole.resolve("checkpoints/step-000006").toString();
    TrainingState end =
        Trainer.of(runtime(branch).with(it -> it.resume(from)), console)
            .train(new WorseningTask(), new StopSignal());
    assertEquals(weight(whole), weight(branch));
    assertEquals(6, end.bestStep());
    assertEquals(
        Files.readString(whole.resolve("checkpoints/step-000006").resolve(LineTask.FILE_NAME)),
        Files.readString(branch.resolve("checkpoints/best").resolve(LineTask.FILE_NAME)));
  }

  /** A task whose validations become worse and worse. */
  private static final class WorseningTask extends LineTask {
    private double loss;

    WorseningTask() {
      super(SETTINGS, null);
    }

    @Override
    public Validator newValidator(NDManager manager, LineModel model) {
      return (stop, progress) -> Map.of(Validator.LOSS, ++loss);
    }
  }

  @Test
  void aNewRunStartsFromTheModelThatTheTaskNamesAndAResumedOneDoesNot() throws IOException {
    Path start = Files.createDirectory(directory.resolve("start"));
    Files.writeString(start.resolve(LineTask.FILE_NAME), "-7");
    Path output = directory.resolve("run");
    train(output, start);
    String after = weight(output);
    assertEquals('-', after.charAt(0));
    Files.writeString(start.resolve(LineTask.FILE_NAME), "9");
    train(output, start);
    assertEquals(after, weight(output));
  }

  @Test
  void onlyTheLogIsToldIfThereIsOne() throws IOException {
    TrainingLoopLog log = new TrainingLoopLog();
    Trainer trainer = Trainer.of(runtime(directory.resolve("run")), console);
    trainer.train(new LineTask(SETTINGS, null), new StopSignal(), log);
    assertEquals(List.of(), console.messages());
    assertEquals(8, log.steps);
  }

  @Test
  void anOutputIsNeededBeforeDataAreRead() {
    RuntimeSettings none = read(Map.of("threads", "1"));
    assertThrows(UsageException.class, () -> Trainer.of(none, console));
  }

  private TrainingState train(Path output, @Nullable Path start) throws IOException {
    return trainTask(output, new LineTask(SETTINGS, start));
  }

  private TrainingState trainTask(Path output, LineTask task) throws IOException {
    return Trainer.of(runtime(output), console).train(task, new StopSignal());
  }

  private static String weight(Path run) throws IOException {
    return Files.readString(run.resolve("checkpoints/latest").resolve(LineTask.FILE_NAME));
  }

  private static String withoutPrefix(String message) {
    return message.replace("warning: ", "");
  }

  static RuntimeSettings runtime(Path output) {
    return read(
        Map.of("output", output.toString(), "threads", "1", "log-every", "1", "precision", "fp32"));
  }

  private static RuntimeSettings read(Map<String, String> values) {
    Map<String, GivenValue> given = new java.util.LinkedHashMap<>();
    values.forEach((name, value) -> given.put(name, new GivenValue(name, List.of(value))));
    return SettingsSchema.of(RuntimeSettings.class).read(given, Map.of());
  }

  /** Counts. */
  private static final class TrainingLoopLog implements TrainingLog {
    private int steps;

    @Override
    public void stepDone(
        TrainingState state, StepBatch<?> batch, StepResult result, long waitedNanos) {
      steps++;
    }

    @Override
    public void validated(long step, Map<String, Double> figures) {}

    @Override
    public void saved(long step) {}

    @Override
    public void skipped(String message) {}
  }
}
