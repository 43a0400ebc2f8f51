package io.noisette.reproduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.command.StopSignal;
import io.noisette.failure.NonFiniteException;
import io.noisette.failure.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A table in which each pot is brewed at the strength that tasted best in small. */
final class TrialsTest extends DrinksTable {

  private static final String TRIALS =
      ChainTest.CHAIN.replace(
          """
            brew:
              recipe: cups
              once-per: row
              inputs: {data: --data}
              options: {drink: "{row}", strength: 3}
          """,
          """
            try-out:
              recipe: cups
              once-per: row
              vary: strength
              lowest: distance
              inputs: {data: --data}
              options: {drink: "{row}", strength: [1, 2, 3]}
            brew:
              recipe: cups
              once-per: row
              inputs: {data: --data, strength: try-out}
              options: {drink: "{row}", task: pot}
          """);

  /** Tea tastes best at strength 2; coffee is as good at any. */
  private static StageResult make(FakeRecipe.Settings settings) {
    double distance = settings.drink().equals("tea") ? Math.abs(settings.strength() - 2) : 0;
    return new StageResult(
        Map.of("taste", settings.strength(), "distance", distance),
        "digest of " + settings.drink() + settings.strength());
  }

  @BeforeEach
  void writesTheTrials() throws IOException {
    Files.writeString(file, TRIALS);
  }

  @Test
  void aLaterStageTakesTheValueWithTheLowestMetric() throws IOException {
    FakeRecipe recipe = new FakeRecipe(TrialsTest::make);
    assertTrue(reproduce(recipe, config -> config.with(it -> it.only("tea/"))));
    Path tea = output.resolve("runs/drinks/tea");
    for (String value : List.of("1", "2", "3")) {
      assertTrue(Files.exists(tea.resolve("try-out/" + value + ".json")), value);
    }
    String brewed = Files.readString(tea.resolve("brew.json"));
    assertTrue(brewed.contains("\"strength\": 2.0"), brewed);
    assertFalse(brewed.contains("digest of tea3.0"), "the output of a trial is not an input");
    assertTrue(
        console
            .text()
            .contains("tea/brew  --strength  lowest distance  1: 1.0000, 2: 0.0000, 3: 1.0000  2"),
        console.text());
  }

  @Test
  void aRowThatSetsTheOptionTriesNothing() throws IOException {
    FakeRecipe recipe = new FakeRecipe(TrialsTest::make);
    assertTrue(reproduce(recipe, config -> config.with(it -> it.only("coffee/"))));
    Path coffee = output.resolve("runs/drinks/coffee");
    assertFalse(Files.exists(coffee.resolve("try-out")));
    assertTrue(Files.readString(coffee.resolve("brew.json")).contains("\"strength\": 4.0"));
  }

  @Test
  void aValueIsTriedOnce() throws IOException {
    Files.writeString(file, TRIALS.replace("[1, 2, 3]", "[1, 2, 2]"));
    UsageException refused =
        assertThrows(
            UsageException.class,
            () -> reproduce(new FakeRecipe(TrialsTest::make), config -> config));
    assertTrue(refused.getMessage().contains("'2' is there twice"), refused::getMessage);
  }

  @Test
  void anEmptyListIsNothingToTry() throws IOException {
    Files.writeString(file, TRIALS.replace("[1, 2, 3]", "[]"));
    String message = refusal(new FakeRecipe(TrialsTest::make), config -> config);
    assertTrue(message.contains("the table gives it no values to try"), message);
  }

  @Test
  void aDryRunListsTheTrials() throws IOException {
    new ReproduceCommand(Map.of("cups", new FakeRecipe(TrialsTest::make)), Map.of())
        .execute(config().with(it -> it.dryRun(true).data(null)), console);
    assertTrue(
        console
            .text()
            .contains("\nstage try-out: 3 runs of cups, one per row and strength; each one pot\n"),
        console.text());
    assertTrue(console.text().contains("\ntea/try-out/3  no    --strength 3\n"), console.text());
    assertTrue(
        console.text().contains("\ntea/brew     no    --drink tea --strength (best of try-out)\n"),
        console.text());
  }

  @Test
  void nothingIsChosenBeforeAllValuesHaveBeenTried() throws IOException {
    StopSignal stop = new StopSignal();
    FakeRecipe stopped =
        new FakeRecipe(
            settings -> {
              if (settings.strength() == 3) {
                stop.request();
                return null;
              }
              return make(settings);
            });
    reproduce(stopped, config -> config.with(it -> it.only("tea/")), stop);
    assertTrue(console.text().contains("1: 1.0000, 2: 0.0000  not yet"), console.text());
    FakeRecipe recipe = new FakeRecipe(TrialsTest::make);
    assertTrue(reproduce(recipe, config -> config.with(it -> it.only("tea/(try|brew)"))));
    assertEquals(List.of("tea none 0", "tea pot 0"), recipe.getTrained());
  }

  @Test
  void aValueWithWhichTrainingDivergesIsNotChosen() throws IOException {
    FakeRecipe recipe =
        new FakeRecipe(
            settings -> {
              if (settings.drink().equals("tea") && settings.strength() == 2) {
                throw new NonFiniteException("step 3 is not finite");
              }
              return make(settings);
            });
    assertTrue(reproduce(recipe, config -> config.with(it -> it.only("tea/"))));
    assertTrue(console.text().contains("1: 1.0000, 2: diverged, 3: 1.0000  1"), console.text());
  }

  @Test
  void aTrialThatComesOutDifferentlyIsNoticed() throws IOException {
    FakeRecipe recipe = new FakeRecipe(TrialsTest::make);
    reproduce(recipe, config -> config.with(it -> it.only("tea/")));
    Files.delete(output.resolve("runs/drinks/tea/try-out/2.json"));
    FakeRecipe other = new FakeRecipe(settings -> new StageResult(Map.of("distance", 9.0), "x"));
    String message = refusal(other, config -> config.with(it -> it.only("tea/")));
    assertTrue(message.contains("strength was 2.0, is 1.0"), message);
  }

  @Test
  void aMetricThatATrialLacksIsNamed() throws IOException {
    Files.writeString(file, TRIALS.replace("lowest: distance", "lowest: distanec"));
    FakeRecipe recipe = new FakeRecipe(TrialsTest::make);
    String message = refusal(recipe, config -> config.with(it -> it.only("tea/")));
    assertTrue(message.contains("1.json has no metric 'distanec'; it has"), message);
  }

  @Test
  void aGroupOfRunsMayHaveOptionsOfItsOwn() throws IOException {
    Files.writeString(
        file,
        ChainTest.CHAIN.replace(
            "all: {seeds: [1, 2]}",
            """
            tea: {rows: [tea], seeds: [1]}
                  coffee: {rows: [coffee], seeds: [1], options: {brew: {strength: 9}}}
            """));
    FakeRecipe recipe = new FakeRecipe(TrialsTest::make);
    assertTrue(reproduce(recipe, config -> config));
    Path runs = output.resolve("runs/drinks");
    assertTrue(Files.readString(runs.resolve("tea/brew.json")).contains("\"strength\": 3.0"));
    assertTrue(Files.readString(runs.resolve("coffee/brew.json")).contains("\"strength\": 9.0"));
  }

  @Test
  void groupsThatShareARunHaveToAgreeOnIt() throws IOException {
    Files.writeString(
        file,
        ChainTest.CHAIN.replace(
            "all: {seeds: [1, 2]}",
            """
            hot: {columns: [hot], seeds: [1], options: {brew: {strength: 9}}}
                  cold: {columns: [cold], seeds: [1]}
            """));
    String message = refusal(new FakeRecipe(TrialsTest::make), config -> config);
    assertTrue(
        message.contains("tea/brew is one run of several cells, but groups of runs give it"),
        message);
  }
}
