package io.noisette.reproduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.command.StopSignal;
import io.noisette.failure.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReproduceCommandTest extends DrinksTable {

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
                throw new IllegalStateException("the power is gone");
              }
              return settings.makes(1);
            });
    assertThrows(IllegalStateException.class, () -> reproduce(dies, config -> config));
    assertTrue(Files.readString(output.resolve("drinks.md")).contains("| tea | 1.01, n 1 | 5.5 |"));
    FakeRecipe recipe = new FakeRecipe(settings -> settings.makes(1));
    assertTrue(reproduce(recipe, config -> config));
    assertEquals(List.of("tea taste 2", "coffee taste 2", "water taste 1"), recipe.getTrained());
    assertTrue(
        console.messages().stream()
            .anyMatch(
                it -> it.matches("run 1 of 3: tea/taste/seed-2 .* s elapsed, about .* left.")),
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
        Files.readString(output.resolve("runs/drinks/coffee/taste/seed-1.json"))
            .contains("\"seconds\": null"),
        "the time of a part says nothing");
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
  void aResultOfAnOlderVersionWithOldNamesIsKept() throws IOException {
    FakeRecipe recipe = new FakeRecipe(settings -> settings.makes(1));
    reproduce(recipe, config -> config.with(it -> it.only("coffee")));
    Path result = output.resolve("runs/drinks/coffee/taste/seed-1.json");
    String older = Files.readString(result).replace("\"drink\"", "\"beverage\"");
    assertTrue(older.contains("beverage"), older);
    Files.writeString(result, older);
    recipe.getTrained().clear();
    reproduce(recipe, config -> config.with(it -> it.only("coffee")));
    Path second =
        Files.writeString(
            directory.resolve("mocha.yaml"),
            TABLE
                .replace("drink: \"{row}\"", "drink: coffee")
                .replace("strength: 3", "strength: 4"));
    reproduce(recipe, config -> config.with(it -> it.table(second.toString()).only("tea")));
    assertEquals(List.of(), recipe.getTrained());
  }

  @Test
  void whatTheMachineDecidesIsKeptWithTheResult() throws IOException {
    Files.writeString(file, TABLE.replace("strength: 3", "strength: 0"));
    FakeRecipe recipe = new FakeRecipe(settings -> settings.makes(settings.strength()));
    reproduce(recipe, config -> config.with(it -> it.only("water")));
    String result = Files.readString(output.resolve("runs/drinks/water/taste/seed-1.json"));
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
  void onlyChoosesRows() throws IOException {
    FakeRecipe recipe = new FakeRecipe(settings -> settings.makes(1));
    reproduce(recipe, config -> config.with(it -> it.only("^wa")));
    assertEquals(List.of("water taste 1"), recipe.getTrained());
    assertEquals(
        "--only 'milk' matches no cell of drinks at scale smoke; --dry-run lists them",
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
    new ReproduceCommand(Map.of("cups", recipe), Map.of())
        .execute(config().with(it -> it.dryRun(true)), console);
    assertEquals(
        """
        Drinks
        smoke: 5 runs, 2 of them done, about 0 s left

        5 runs of cups; each one pot, or two pots
        options of all runs: --task taste

        cell          seeds  done  other options
        tea/taste     1 2    1 2   --drink tea --strength 3
        coffee/taste  1 2    –     --drink coffee --strength 4
        water/taste   1      –     --drink water --strength 3
        """,
        console.text().substring(before.length()));
    assertEquals(2, recipe.getTrained().size());
  }

  @Test
  void aDryRunShowsWhatIsChosenAndRefusesWhatTheRunWould() throws IOException {
    FakeRecipe recipe = new FakeRecipe(settings -> settings.makes(1));
    ReproduceCommand command = new ReproduceCommand(Map.of("cups", recipe), Map.of());
    command.execute(config().with(it -> it.dryRun(true).only("^wa")), console);
    assertTrue(console.text().contains("smoke: 1 run, 0 of them done"), console.text());
    assertFalse(console.text().contains("coffee/taste"), console.text());
    for (String only : List.of("[", "milk")) {
      ReproduceConfig refused = config().with(it -> it.dryRun(true).only(only));
      assertThrows(UsageException.class, () -> command.execute(refused, console), only);
    }
  }

  @Test
  void aDryRunNeedsNeitherOutputNorData() throws IOException {
    FakeRecipe recipe = new FakeRecipe(settings -> settings.makes(1));
    new ReproduceCommand(Map.of("cups", recipe), Map.of())
        .execute(config().with(it -> it.dryRun(true).output(null).data(null)), console);
    assertTrue(console.text().contains("smoke: 5 runs, 0 of them done\n"), console.text());
  }
}
