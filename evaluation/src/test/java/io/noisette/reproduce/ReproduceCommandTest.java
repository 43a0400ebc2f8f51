package io.noisette.reproduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.command.StopSignal;
import io.noisette.failure.CorruptDataException;
import io.noisette.failure.InUseException;
import io.noisette.failure.NonFiniteException;
import io.noisette.failure.RunFailedException;
import io.noisette.failure.UsageException;
import io.noisette.testing.HostileFile;
import io.noisette.testing.RecordingConsole;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReproduceCommandTest {

  private static final String TABLE =
      """
      title: Drinks
      source: a book, Table 7
      statistic: one cup each
      paper-model: a barista
      rows-are: drink
      recipe: cups
      needs: [data]
      options: {drink: "{row}", strength: 3}
      columns:
        taste: {unit: points, metric: taste, options: {task: "{column}"}}
      rows:
        tea: {paper: {taste: 5.5}}
        coffee: {options: {strength: 4}, paper: {taste: 6}}
        water: {paper: {taste: 0}}
      scales:
        smoke:
          notes: [Nothing.]
          runs:
            hot: {rows: [tea, coffee], seeds: [1, 2]}
            cold: {rows: [water], seeds: [1]}
      """;

  private final RecordingConsole console = new RecordingConsole();
  @TempDir private Path directory;
  private Path file = Path.of("");
  private Path output = Path.of("");

  @BeforeEach
  void writesTheTable() throws IOException {
    file = Files.writeString(directory.resolve("drinks.yaml"), TABLE);
    output = directory.resolve("out");
  }

  @Test
  void allCellsAreMeasuredOnceAndShown() throws IOException {
    FakeRecipe recipe = new FakeRecipe(settings -> settings.makes(settings.strength()));
    assertTrue(reproduce(recipe, config -> config));
    assertEquals(
        List.of("tea taste 1", "coffee taste 1", "tea taste 2", "coffee taste 2", "water taste 1"),
        recipe.getTrained());
    assertTrue(console.text().contains("tea     3.01 ± 0.01, n 2  5.5\n"), console.text());
    assertTrue(console.text().contains("water   3.01, n 1         0\n"), console.text());
    assertTrue(reproduce(recipe, config -> config));
    assertEquals(5, recipe.getTrained().size(), "a run that ended is not done again");
  }

  @Test
  void aKilledTableGoesOnWhereItWas() throws IOException {
    FakeRecipe dies =
        new FakeRecipe(
            settings -> {
              if (settings.seed() == 2) {
                throw new RunFailedException("the power is gone");
              }
              return settings.makes(1);
            });
    assertThrows(RunFailedException.class, () -> reproduce(dies, config -> config));
    assertTrue(Files.readString(output.resolve("drinks.md")).contains("| tea | 1.01, n 1 | 5.5 |"));
    FakeRecipe recipe = new FakeRecipe(settings -> settings.makes(1));
    assertTrue(reproduce(recipe, config -> config));
    assertEquals(List.of("tea taste 2", "coffee taste 2", "water taste 1"), recipe.getTrained());
    assertTrue(
        console.messages().contains("run 1 of 3: tea/taste/seed-2 (0 s passed, about 0 s left)"),
        console.messages()::toString);
  }

  @Test
  void aStoppedRunIsNotCountedAndIsGoneOnWith() throws IOException {
    StopSignal stop = new StopSignal();
    FakeRecipe stopped =
        new FakeRecipe(
            settings -> {
              if (settings.drink().equals("coffee")) {
                stop.request();
                return null;
              }
              return settings.makes(1);
            });
    assertTrue(reproduce(stopped, config -> config, stop));
    assertEquals(List.of("tea taste 1", "coffee taste 1"), stopped.getTrained());
    FakeRecipe recipe = new FakeRecipe(settings -> settings.makes(1));
    assertTrue(reproduce(recipe, config -> config));
    assertEquals("coffee taste 1", recipe.getTrained().get(0));
    assertTrue(
        Files.readString(output.resolve("runs/coffee/taste/seed-1.json"))
            .contains("\"seconds\": null"),
        "the time of a part says nothing");
  }

  @Test
  void aRunThatDivergesLeavesTheOthersAlone() throws IOException {
    FakeRecipe recipe =
        new FakeRecipe(
            settings -> {
              if (settings.drink().equals("tea")) {
                throw new NonFiniteException("step 3 is not finite");
              }
              return settings.makes(1);
            });
    assertFalse(reproduce(recipe, config -> config));
    assertTrue(console.messages().contains("tea/taste/seed-1 has no result: step 3 is not finite"));
    assertTrue(console.text().contains("tea     –                 5.5\n"), console.text());
    assertTrue(console.text().contains("smoke: 3 of 5 runs done\n"), console.text());
  }

  @Test
  void aRunWhoseDataAreDamagedLeavesTheOthersAlone() throws IOException {
    FakeRecipe recipe =
        new FakeRecipe(
            settings -> {
              if (settings.drink().equals("tea")) {
                throw new CorruptDataException("leaves.tsv:3: no leaf");
              }
              return settings.makes(1);
            });
    assertFalse(reproduce(recipe, config -> config));
    assertTrue(
        console.messages().contains("tea/taste/seed-1 has no result: leaves.tsv:3: no leaf"));
    assertTrue(console.text().contains("smoke: 3 of 5 runs done\n"), console.text());
  }

  @Test
  void whatIsMissingForOneCellIsFoundBeforeTheFirst() throws IOException {
    FakeRecipe recipe = new FakeRecipe(settings -> settings.makes(1)).without("water");
    assertEquals("there is no water", refusal(recipe, config -> config));
    assertEquals(List.of(), recipe.getTrained());
    assertFalse(Files.exists(output));
    assertTrue(reproduce(recipe, config -> config.with(it -> it.only("tea"))));
  }

  @Test
  void runsOfAnotherProcessAreLeftToIt() throws IOException {
    FakeRecipe recipe =
        new FakeRecipe(
            settings -> {
              if (settings.drink().equals("coffee")) {
                throw new InUseException("coffee is in use by process 7");
              }
              return settings.makes(1);
            });
    assertTrue(reproduce(recipe, config -> config));
    assertEquals(5, recipe.getTrained().size(), recipe.getTrained()::toString);
    assertTrue(
        console.messages().contains("coffee/taste/seed-1 is left to the process that works on it"),
        console.messages()::toString);
    assertTrue(console.text().contains("smoke: 3 of 5 runs done\n"), console.text());
  }

  @Test
  void whatAnotherProcessEndsIsNotDoneAgain() throws IOException {
    FakeRecipe other = new FakeRecipe(settings -> settings.makes(1));
    FakeRecipe recipe =
        new FakeRecipe(
            settings -> {
              reproduceQuietly(other);
              return settings.makes(1);
            });
    assertTrue(reproduce(recipe, config -> config));
    assertEquals(List.of("tea taste 1"), recipe.getTrained());
    assertTrue(console.text().contains("smoke: 5 of 5 runs done\n"), console.text());
  }

  @Test
  void tablesInOneOutputShareRunsWithEqualSettings() throws IOException {
    FakeRecipe recipe = new FakeRecipe(settings -> settings.makes(settings.strength()));
    reproduce(recipe, config -> config.with(it -> it.only("tea")));
    Path second =
        Files.writeString(
            directory.resolve("hot.yaml"),
            TABLE
                .replace("drink: \"{row}\"", "drink: tea")
                .replace("tea:", "leaves:")
                .replace("[tea", "[leaves"));
    recipe.getTrained().clear();
    reproduce(recipe, config -> config.with(it -> it.table(second.toString())));
    assertEquals(List.of("tea taste 1", "tea taste 2"), recipe.getTrained(), "coffee is stronger");
    assertTrue(
        Files.readString(output.resolve("hot.md")).contains("| leaves | 3.01 ± 0.01, n 2 |"));
    assertTrue(Files.exists(output.resolve("drinks.md")));
  }

  @Test
  void whatTheMachineDecidesIsKeptWithTheResult() throws IOException {
    Files.writeString(file, TABLE.replace("strength: 3", "strength: 0"));
    FakeRecipe recipe = new FakeRecipe(settings -> settings.makes(settings.strength()));
    reproduce(recipe, config -> config.with(it -> it.only("water")));
    String result = Files.readString(output.resolve("runs/water/taste/seed-1.json"));
    assertTrue(result.contains("\"strength\": 9.0"), result);
  }

  @Test
  void aChangedSettingOfWhatIsDoneIsNamed() throws IOException {
    FakeRecipe recipe = new FakeRecipe(settings -> settings.makes(1));
    reproduce(recipe, config -> config.with(it -> it.only("coffee")));
    assertEquals(List.of("coffee taste 1", "coffee taste 2"), recipe.getTrained());
    Files.writeString(file, TABLE.replace("strength: 3", "strength: 2"));
    reproduce(recipe, config -> config.with(it -> it.only("tea"))); // coffee has its own
    Files.writeString(file, TABLE.replace("strength: 4", "strength: 5"));
    String message = refusal(recipe, config -> config);
    assertTrue(message.contains("tea/taste/seed-1.json"), message);
    assertTrue(message.contains("--strength was 2.0, is 3.0"), message);
    Path other = Files.createDirectories(directory.resolve("other"));
    assertTrue(
        refusal(recipe, config -> config.with(it -> it.data(other))).contains("--data was "));
  }

  @Test
  void hostileTables() throws IOException {
    new HostileFile(file, "").assertNothingElseHappens(() -> TableCatalog.read(file.toString()));
  }

  @Test
  void onlyChoosesRows() throws IOException {
    FakeRecipe recipe = new FakeRecipe(settings -> settings.makes(1));
    reproduce(recipe, config -> config.with(it -> it.only("^wa")));
    assertEquals(List.of("water taste 1"), recipe.getTrained());
    assertEquals(
        "--only 'milk' finds no cell that drinks has at scale smoke",
        refusal(recipe, config -> config.with(it -> it.only("milk"))));
    assertTrue(
        refusal(recipe, config -> config.with(it -> it.only("(")))
            .startsWith("--only must be a regular expression, not '('"));
  }

  @Test
  void aDryRunShowsThePlanAndWhatIsDone() throws IOException {
    FakeRecipe recipe = new FakeRecipe(settings -> settings.makes(1));
    reproduce(recipe, config -> config.with(it -> it.only("tea")));
    String before = console.text();
    new ReproduceCommand(Map.of("cups", recipe))
        .execute(config().with(it -> it.dryRun(true)), console);
    assertEquals(
        """
        Drinks
        smoke: 5 runs of cups, 2 of them done

        Of all runs: --task taste

        cell          seeds  done  settings of its own
        tea/taste     1 2    1 2   --drink tea --strength 3
        coffee/taste  1 2    –     --drink coffee --strength 4
        water/taste   1      –     --drink water --strength 3
        """,
        console.text().substring(before.length()));
    assertEquals(2, recipe.getTrained().size());
  }

  @Test
  void aDryRunNeedsNeitherOutputNorData() throws IOException {
    FakeRecipe recipe = new FakeRecipe(settings -> settings.makes(1));
    new ReproduceCommand(Map.of("cups", recipe))
        .execute(config().with(it -> it.dryRun(true).output(null).data(null)), console);
    assertTrue(console.text().contains("5 runs of cups, 0 of them done"), console.text());
  }

  @Test
  void whatIsMissingOrTooMuchIsNamed() {
    FakeRecipe recipe = new FakeRecipe(settings -> settings.makes(1));
    assertEquals(
        "drinks needs --data: the directory with the data sets of the tasks",
        refusal(recipe, config -> config.with(it -> it.data(null))));
    assertEquals(
        "drinks takes no --corpus",
        refusal(recipe, config -> config.with(it -> it.corpus(directory))));
    assertEquals(
        "--output is missing: directory for the table and its runs",
        refusal(recipe, config -> config.with(it -> it.output(null))));
    assertEquals(
        "drinks has no scale desk; it has smoke",
        refusal(recipe, config -> config.with(it -> it.scale(Scale.DESK))));
    assertEquals(
        "--output " + directory + " is not empty and holds no table",
        refusal(recipe, config -> config.with(it -> it.output(directory))));
    assertEquals(
        "TABLE must be one of freelb-table1, freelb-table2, freelb-table4, sandwich-figure5,"
            + " sandwich-table1, sandwich-table2, or a file that ends with .yaml, not 'freelb-tabel1';"
            + " did you mean freelb-table1?",
        refusal(recipe, config -> config.with(it -> it.table("freelb-tabel1"))));
  }

  @Test
  void anOptionThatTheRecipeLacksIsFoundBeforeAnythingIsDone() throws IOException {
    Files.writeString(file, TABLE.replace("{strength: 4}", "{strenght: 4}"));
    FakeRecipe recipe = new FakeRecipe(settings -> settings.makes(1));
    String message = refusal(recipe, config -> config);
    assertTrue(
        message.endsWith("drinks.yaml, line 13: strenght is not known; did you mean strength?"),
        message);
    assertEquals(List.of(), recipe.getTrained());
    assertFalse(Files.exists(output));
  }

  @Test
  void aMetricThatTheRecipeLacksIsNamed() throws IOException {
    Files.writeString(file, TABLE.replace("metric: taste", "metric: smell"));
    FakeRecipe recipe = new FakeRecipe(settings -> new CellResult(Map.of("taste", 1.0)));
    String message = refusal(recipe, config -> config);
    assertTrue(
        message.endsWith("tea/taste/seed-1.json has no metric 'smell'; it has taste"), message);
  }

  @Test
  void aDamagedResultIsNamedAndNothingElseHappens() throws IOException {
    FakeRecipe recipe = new FakeRecipe(settings -> settings.makes(1));
    reproduce(recipe, config -> config);
    Path result = output.resolve("runs/tea/taste/seed-1.json");
    ReproduceCommand command = new ReproduceCommand(Map.of("cups", recipe));
    ReproduceConfig plan = config().with(it -> it.dryRun(true));
    new HostileFile(result).assertNothingElseHappens(() -> command.execute(plan, console));
  }

  private boolean reproduce(FakeRecipe recipe, UnaryOperator<ReproduceConfig> changes)
      throws IOException {
    return reproduce(recipe, changes, new StopSignal());
  }

  private boolean reproduce(
      FakeRecipe recipe, UnaryOperator<ReproduceConfig> changes, StopSignal stop)
      throws IOException {
    return new ReproduceCommand(Map.of("cups", recipe))
        .reproduce(changes.apply(config()), console, stop);
  }

  private void reproduceQuietly(FakeRecipe recipe) {
    try {
      reproduce(recipe, config -> config);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String refusal(FakeRecipe recipe, UnaryOperator<ReproduceConfig> changes) {
    @Nullable String message =
        assertThrows(UsageException.class, () -> reproduce(recipe, changes)).getMessage();
    return String.valueOf(message);
  }

  private ReproduceConfig config() {
    return new ReproduceConfig(
        file.toString(), Scale.SMOKE, output, directory, null, null, null, null, 0, false);
  }
}
