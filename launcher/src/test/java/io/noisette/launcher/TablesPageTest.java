package io.noisette.launcher;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.inject.Guice;
import com.google.inject.Injector;
import io.noisette.CoreModule;
import io.noisette.bart.BartPretrainModule;
import io.noisette.command.Console;
import io.noisette.command.StopSignal;
import io.noisette.evaluation.EvaluationModule;
import io.noisette.freelb.FreeLbFinetuneModule;
import io.noisette.reproduce.ReproduceCommand;
import io.noisette.reproduce.ReproduceConfig;
import io.noisette.reproduce.table.PaperTable;
import io.noisette.reproduce.table.TableCatalog;
import io.noisette.reproduce.table.TableScale;
import io.noisette.run.RunRecord;
import io.noisette.sandwich.SandwichLmModule;
import io.noisette.testing.RecordingConsole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tables of docs/tables.md are valid, and the one with stages is run at its smoke scale. */
class TablesPageTest {

  private static final Injector INJECTOR =
      Guice.createInjector(
          new CoreModule(),
          new EvaluationModule(),
          new BartPretrainModule(),
          new FreeLbFinetuneModule(),
          new SandwichLmModule());

  @TempDir private Path directory;
  private final RecordingConsole console = new RecordingConsole();
  private Path chain = Path.of("");
  private ChainInputs inputs;

  @BeforeEach
  void writesTheTableAndItsInputs() throws Exception {
    List<Path> tables = tables();
    assertEquals(2, tables.size(), "docs/tables.md has a table of one stage and one of several");
    chain = tables.get(1);
    inputs = new ChainInputs(directory);
  }

  @Test
  void everyRunOfTheTablesOfThePageHasSettingsThatItsRecipeTakes() throws IOException {
    for (Path file : tables()) {
      PaperTable table = TableCatalog.read(file.toString());
      for (TableScale scale : table.scales().keySet()) {
        ReproduceConfig plan =
            ReproduceConfig.of(file.toString()).with(it -> it.scale(scale).dryRun(true));
        assertDoesNotThrow(
            () -> INJECTOR.getInstance(ReproduceCommand.class).execute(plan, console));
      }
    }
  }

  @Test
  void pretrainingFineTuningAndMeasuringAreResumedBetweenAndWithinStages() throws Exception {
    Path whole = directory.resolve("whole");
    assertTrue(reproduce(whole, "nothing"));
    Path resumed = directory.resolve("resumed");
    reproduce(resumed, "run 1 of 8: stage pretrain");
    assertThrows(IllegalStateException.class, () -> dieAt(resumed, "run 2 of 8: stage fine-tune"));
    reproduce(resumed, "run 1 of 7: stage fine-tune");
    assertTrue(reproduce(resumed, "nothing"));

    Path runs = resumed.resolve("runs/chain");
    assertEquals(2, sessions(runs.resolve("token-masking/pretrain")), "stopped within");
    assertEquals(1, sessions(runs.resolve("text-infilling/pretrain")), "shared by all cells");
    assertEquals(3, sessions(runs.resolve("token-masking/mnli/seed-1")), "died, then stopped");
    for (String run :
        List.of("text-infilling/mnli/seed-2", "token-masking/restore", "token-masking/pretrain")) {
      assertEquals(metrics(whole, run), metrics(resumed, run), run);
    }
    double accuracy = metrics(whole, "token-masking/mnli/seed-1").get("mnli.acc").getAsDouble();
    assertTrue(accuracy >= 0 && accuracy <= 1, "" + accuracy);
    assertTrue(
        Files.readString(whole.resolve("chain.md")).contains("| Token Masking | measured | "));
  }

  /** Stops at the first step, as Ctrl-C does, after a message that begins with these words. */
  private boolean reproduce(Path output, String stopAt) throws IOException {
    StopSignal stop = new StopSignal();
    return reproduce(output, new InterruptingConsole(stopAt, stop::request), stop);
  }

  /** Dies at the first step, as by a kill, after a message that begins with these words. */
  private void dieAt(Path output, String beginning) throws IOException {
    Runnable kill =
        () -> {
          throw new IllegalStateException("killed");
        };
    reproduce(output, new InterruptingConsole(beginning, kill), new StopSignal());
  }

  private boolean reproduce(Path output, Console console, StopSignal stop) throws IOException {
    ReproduceConfig config =
        ReproduceConfig.of(chain.toString())
            .with(
                it ->
                    it.output(output)
                        .corpus(inputs.corpus())
                        .validation(inputs.corpus())
                        .data(inputs.glue())
                        .threads(1));
    return INJECTOR.getInstance(ReproduceCommand.class).reproduce(config, console, stop);
  }

  private static int sessions(Path run) throws IOException {
    return RunRecord.read(run).sessions().size();
  }

  private static JsonObject metrics(Path output, String run) throws IOException {
    String json = Files.readString(output.resolve("runs/chain").resolve(run + ".json"));
    return JsonParser.parseString(json).getAsJsonObject().getAsJsonObject("metrics");
  }

  /** Writes the tables of the page as files. */
  private List<Path> tables() throws IOException {
    List<List<String>> blocks =
        Page.read("docs/tables.md").blocks().stream()
            .filter(block -> block.language().equals("yaml"))
            .map(Page.Block::lines)
            .toList();
    return IntStream.range(0, blocks.size())
        .mapToObj(
            i ->
                assertDoesNotThrow(
                    () ->
                        Files.write(
                            directory.resolve(i == 0 ? "single.yaml" : "chain.yaml"),
                            blocks.get(i))))
        .toList();
  }
}
