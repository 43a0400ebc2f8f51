package io.noisette.reproduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.command.StopSignal;
import io.noisette.failure.InUseException;
import io.noisette.failure.NonFiniteException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A table whose cells are chains: a pot is brewed per row, and cups are served from it. */
final class ChainTest extends DrinksTable {

  static final String CHAIN =
      """
      title: Drinks from pots
      source: a book, Table 8
      statistic: one cup each
      paper-model: a barista
      rows-are: drink
      stages:
        brew:
          recipe: cups
          once-per: row
          inputs: {data: --data}
          options: {drink: "{row}", strength: 3}
        serve:
          recipe: cups
          inputs: {data: brew}
          options: {drink: cup, task: "{column}"}
      columns:
        hot: {unit: points, metric: taste}
        cold: {unit: points, metric: taste, options: {serve: {strength: 2}}}
        pot: {unit: points, metric: taste, stage: brew}
      rows:
        tea: {paper: {hot: 5.5}}
        coffee: {options: {brew: {strength: 4}}, paper: {hot: 6}}
      scales:
        smoke:
          notes: [Nothing.]
          runs:
            all: {seeds: [1, 2]}
      """;

  /** What a pot or cup tastes of, and what a cup may be served from. */
  private static StageResult make(FakeRecipe.Settings settings) {
    Map<String, Double> metrics = settings.makes(settings.strength()).metrics();
    return new StageResult(metrics, "digest of " + settings.drink() + settings.strength());
  }

  @BeforeEach
  void writesTheChain() throws IOException {
    Files.writeString(file, CHAIN);
  }

  @Test
  void aSharedStageIsRunOncePerRowAndFeedsItsCells() throws IOException {
    FakeRecipe recipe = new FakeRecipe(ChainTest::make);
    assertTrue(reproduce(recipe, config -> config));
    assertEquals(
        List.of(
            "tea none 0",
            "cup hot 1",
            "cup cold 1",
            "coffee none 0",
            "cup hot 1",
            "cup cold 1",
            "cup hot 2",
            "cup cold 2",
            "cup hot 2",
            "cup cold 2"),
        recipe.getTrained());
    Path runs = output.resolve("runs/drinks");
    assertEquals(
        List.of(directory, runs.resolve("tea/brew"), runs.resolve("tea/brew")),
        recipe.getInputs().subList(0, 3));
    assertTrue(Files.exists(runs.resolve("coffee/cold/seed-2.json")));
    assertTrue(console.text().contains("smoke: 10 of 10 runs done\n"), console.text());
    assertTrue(
        console
            .text()
            .contains("tea     measured          1.02 ± 0.01, n 2  2.01 ± 0.01, n 2  3.00, n 1"),
        console.text());
  }

  @Test
  void aKillBetweenTwoStagesKeepsTheFirst() throws IOException {
    StopSignal stop = new StopSignal();
    FakeRecipe stopped =
        new FakeRecipe(
            settings -> {
              if (settings.drink().equals("cup")) {
                stop.request();
                return null;
              }
              return make(settings);
            });
    assertTrue(reproduce(stopped, config -> config, stop));
    assertEquals(List.of("tea none 0", "cup hot 1"), stopped.getTrained());
    FakeRecipe recipe = new FakeRecipe(ChainTest::make);
    assertTrue(reproduce(recipe, config -> config.with(it -> it.only("tea"))));
    assertEquals(
        List.of("cup hot 1", "cup cold 1", "cup hot 2", "cup cold 2"), recipe.getTrained());
    assertTrue(
        console.messages().stream()
            .anyMatch(line -> line.startsWith("run 1 of 4: stage serve of tea/hot/seed-1 (")),
        console.messages()::toString);
  }

  @Test
  void aStageThatFailsIsNamedAndItsCellsAreNotStarted() throws IOException {
    FakeRecipe recipe =
        new FakeRecipe(
            settings -> {
              if (settings.drink().equals("tea")) {
                throw new NonFiniteException("step 3 is not finite");
              }
              return make(settings);
            });
    assertFalse(reproduce(recipe, config -> config));
    assertEquals(6, recipe.getTrained().size(), recipe.getTrained()::toString);
    assertTrue(
        console.messages().contains("stage brew of tea/brew has failed: step 3 is not finite"),
        console.messages()::toString);
    assertTrue(
        console
            .messages()
            .contains(
                "stage serve of tea/hot/seed-1 cannot start, because stage brew of tea/brew has no"
                    + " result"),
        console.messages()::toString);
  }

  @Test
  void cellsWaitForAStageThatAnotherProcessRuns() throws IOException {
    FakeRecipe recipe =
        new FakeRecipe(
            settings -> {
              if (settings.drink().equals("tea")) {
                throw new InUseException("tea is in use by process 7");
              }
              return make(settings);
            });
    assertTrue(reproduce(recipe, config -> config));
    assertTrue(console.text().contains("smoke: 5 of 10 runs done\n"), console.text());
    assertTrue(
        console
            .messages()
            .contains(
                "stage serve of tea/cold/seed-2 waits for a run of another process; run the same"
                    + " command again later"),
        console.messages()::toString);
  }

  @Test
  void anEarlierStageThatCameOutDifferentlyIsNoticed() throws IOException {
    FakeRecipe recipe = new FakeRecipe(ChainTest::make);
    reproduce(recipe, config -> config.with(it -> it.only("tea/hot")));
    Files.delete(output.resolve("runs/drinks/tea/brew.json"));
    FakeRecipe other =
        new FakeRecipe(settings -> new StageResult(make(settings).metrics(), "another digest"));
    String message = refusal(other, config -> config.with(it -> it.only("tea/hot")));
    assertTrue(
        message.contains("the SHA-256 of data was \"digest of tea3.0\", is \"another digest\""),
        message);
  }

  @Test
  void anOutputMayBeMoved() throws IOException {
    FakeRecipe recipe = new FakeRecipe(ChainTest::make);
    reproduce(recipe, config -> config);
    Path moved = directory.resolve("moved");
    Files.move(output, moved);
    assertTrue(reproduce(recipe, config -> config.with(it -> it.output(moved))));
    assertEquals(10, recipe.getTrained().size(), "a moved run is not done again");
  }

  @Test
  void aTableWithTheSamePotSharesIt() throws IOException {
    FakeRecipe recipe = new FakeRecipe(ChainTest::make);
    reproduce(recipe, config -> config.with(it -> it.only("tea/brew")));
    assertEquals(List.of("tea none 0"), recipe.getTrained());
    Path second =
        Files.writeString(
            directory.resolve("leaves.yaml"),
            CHAIN.replace("drink: \"{row}\"", "drink: tea").replace("tea:", "leaves:"));
    reproduce(recipe, config -> config.with(it -> it.table(second.toString()).only("leaves/hot")));
    assertEquals(List.of("tea none 0", "cup hot 1", "cup hot 2"), recipe.getTrained());
    assertEquals(output.resolve("runs/drinks/tea/brew"), recipe.getInputs().get(1));
  }

  @Test
  void aMissingFileOfTheUserIsFoundBeforeTheFirstRun() throws IOException {
    Files.writeString(file, CHAIN.replace("{data: --data}", "{data: --data/leaves.txt}"));
    FakeRecipe recipe = new FakeRecipe(ChainTest::make);
    String message = refusal(recipe, config -> config);
    Path leaves = directory.resolve("leaves.txt");
    assertTrue(message.contains("line 10: data names %s".formatted(leaves)), message);
    assertEquals(List.of(), recipe.getTrained());
    Files.writeString(leaves, "green");
    assertTrue(reproduce(recipe, config -> config.with(it -> it.only("tea/brew"))));
    assertEquals(List.of(leaves), recipe.getInputs());
  }

  @Test
  void aCellWhoseRunIsSharedIsChosenByItsName() throws IOException {
    FakeRecipe recipe = new FakeRecipe(ChainTest::make);
    assertTrue(reproduce(recipe, config -> config.with(it -> it.only("tea/pot"))));
    assertEquals(List.of("tea none 0"), recipe.getTrained());
  }

  @Test
  void whatAnEarlierStageHasYetToWriteIsNotChecked() throws IOException {
    FakeRecipe recipe = new FakeRecipe(ChainTest::make);
    reproduce(recipe, config -> config.with(it -> it.only("tea/brew")));
    recipe.getChecked().clear();
    reproduce(recipe, config -> config.with(it -> it.only("/hot")));
    assertEquals(List.of("cup []", "coffee []", "cup [data]"), recipe.getChecked());
  }

  @Test
  void aDryRunShowsTheStagesAndTheirCost() throws IOException {
    FakeRecipe recipe = new FakeRecipe(ChainTest::make);
    new ReproduceCommand(Map.of("cups", recipe), Map.of())
        .execute(config().with(it -> it.dryRun(true).data(null)), console);
    assertEquals(
        """
        Drinks from pots
        smoke: 10 runs, 0 of them done

        stage brew: 2 runs of cups, one per row; each one pot, or two pots
        options of all runs: –

        run          done  other options
        tea/brew     no    --drink tea --strength 3
        coffee/brew  no    --drink coffee --strength 4

        stage serve: 8 runs of cups; each one pot
        options of all runs: --drink cup

        cell         seeds  done  other options
        tea/hot      1 2    –     --task hot
        tea/cold     1 2    –     --task cold --strength 2
        coffee/hot   1 2    –     --task hot
        coffee/cold  1 2    –     --task cold --strength 2
        """,
        console.text());
    String before = console.text();
    new ReproduceCommand(Map.of("cups", recipe), Map.of())
        .execute(config().with(it -> it.dryRun(true).data(null).only("tea/hot")), console);
    assertEquals(
        """
        Drinks from pots
        smoke: 3 runs, 0 of them done

        stage brew: 1 run of cups, one per row; each one pot
        options of all runs: --drink tea --strength 3

        run       done  other options
        tea/brew  no    –

        stage serve: 2 runs of cups; each one pot
        options of all runs: --drink cup --task hot

        cell     seeds  done  other options
        tea/hot  1 2    –     –
        """,
        console.text().substring(before.length()));
  }
}
