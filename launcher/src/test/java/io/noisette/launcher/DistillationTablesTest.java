package io.noisette.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.inject.Guice;
import com.google.inject.Injector;
import io.noisette.CoreModule;
import io.noisette.command.Console;
import io.noisette.command.StopSignal;
import io.noisette.distillation.DistillationModule;
import io.noisette.evaluation.EvaluationModule;
import io.noisette.failure.UsageException;
import io.noisette.freelb.FreeLbFinetuneModule;
import io.noisette.reproduce.ReproduceCommand;
import io.noisette.reproduce.ReproduceConfig;
import io.noisette.testing.RecordingConsole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tables of distillation are run at their smoke scale. */
class DistillationTablesTest {

  private static final Injector INJECTOR =
      Guice.createInjector(
          new CoreModule(),
          new EvaluationModule(),
          new FreeLbFinetuneModule(),
          new DistillationModule());

  @TempDir private static Path directory;
  private static DistillationInputs inputs;

  @BeforeAll
  static void writesTheInputs() throws Exception {
    inputs = new DistillationInputs(directory);
  }

  @ParameterizedTest
  @CsvSource({
    "hinton-table1, run 7 of 7, ensemble/distill-ensemble/seed-1, teacher.sst2.acc",
    "hinton-table3, run 2 of 2, specialists/specialize/seed-1, generalist.books.acc",
    "data-distillation-views, run 1 of 1, ten/distill/seed-1, noise.sst2.acc",
    "dataset-distillation-table1, run 4 of 4, sst2-10/measure-random, own-schedule.sst2.acc"
  })
  void aTableThatIsStoppedAndResumedIsThatOfOneGo(
      String table, String stopAt, String run, String metric) throws IOException {
    Path whole = directory.resolve("whole");
    assertTrue(reproduce(table, whole, new RecordingConsole(), new StopSignal()));
    Path resumed = directory.resolve("resumed");
    StopSignal stop = new StopSignal();
    reproduce(table, resumed, new InterruptingConsole(stopAt, stop::request), stop);
    assertFalse(Files.exists(resultOf(resumed, table, run)), "stopped within");
    assertTrue(reproduce(table, resumed, new RecordingConsole(), new StopSignal()));
    JsonObject metrics = metrics(whole, table, run);
    assertTrue(metrics.has(metric), () -> metrics.toString());
    assertEquals(metrics, metrics(resumed, table, run));
    assertTrue(Files.readString(whole.resolve(table + ".md")).contains("| measured |"));
  }

  @Test
  void aTableWithoutItsStudentIsRefused() {
    ReproduceConfig config =
        config("hinton-table1", directory.resolve("refused")).with(it -> it.student(null));
    String message =
        String.valueOf(
            assertThrows(UsageException.class, () -> run(config, new StopSignal())).getMessage());
    assertTrue(message.startsWith("hinton-table1 needs --student: small model"), message);
    ReproduceConfig missing =
        config("hinton-table1", directory.resolve("refused"))
            .with(it -> it.student(directory.resolve("nothing")));
    assertThrows(UsageException.class, () -> run(missing, new StopSignal()));
    assertFalse(Files.exists(directory.resolve("refused")));
  }

  private static boolean reproduce(String table, Path output, Console console, StopSignal stop)
      throws IOException {
    return INJECTOR
        .getInstance(ReproduceCommand.class)
        .reproduce(config(table, output), console, stop);
  }

  private static void run(ReproduceConfig config, StopSignal stop) throws IOException {
    INJECTOR.getInstance(ReproduceCommand.class).reproduce(config, new RecordingConsole(), stop);
  }

  private static ReproduceConfig config(String table, Path output) {
    return ReproduceConfig.of(table)
        .with(
            it ->
                it.output(output)
                    .data(inputs.data())
                    .model(inputs.model())
                    .student(table.equals("hinton-table1") ? inputs.model() : null)
                    .threads(1));
  }

  private static JsonObject metrics(Path output, String table, String run) throws IOException {
    String json = Files.readString(resultOf(output, table, run));
    return JsonParser.parseString(json).getAsJsonObject().getAsJsonObject("metrics");
  }

  private static Path resultOf(Path output, String table, String run) {
    return output.resolve("runs").resolve(table).resolve(run + ".json");
  }
}
