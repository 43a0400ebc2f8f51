package io.noisette.reproduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.failure.CorruptDataException;
import io.noisette.failure.InUseException;
import io.noisette.failure.NonFiniteException;
import io.noisette.failure.RunFailedException;
import io.noisette.failure.UsageException;
import io.noisette.reproduce.table.TableCatalog;
import io.noisette.reproduce.table.TableScale;
import io.noisette.testing.HostileFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a table comes to when runs, data or commands are at fault. */
final class ReproduceFailuresTest extends DrinksTable {

  /** The table's name names files and directories of the output. */
  @Test
  void theNameOfATableHasNoDotInFront() throws IOException {
    for (String name : List.of("...yaml", "/tmp/.yaml", ".hidden.yaml")) {
      UsageException e = assertThrows(UsageException.class, () -> TableCatalog.read(name));
      assertTrue(e.getMessage().endsWith("must not begin with a dot"), e.getMessage());
    }
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
    assertTrue(console.messages().contains("tea/taste/seed-1 has failed: step 3 is not finite"));
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
    assertTrue(console.messages().contains("tea/taste/seed-1 has failed: leaves.tsv:3: no leaf"));
    assertTrue(console.text().contains("smoke: 3 of 5 runs done\n"), console.text());
  }

  @Test
  void aRunThatCannotGoOnLeavesTheOthersAlone() throws IOException {
    FakeRecipe recipe =
        new FakeRecipe(
            settings -> {
              if (settings.drink().equals("tea")) {
                throw new RunFailedException("all 8 cups are cold");
              }
              return settings.makes(1);
            });
    assertFalse(reproduce(recipe, config -> config));
    assertTrue(console.messages().contains("tea/taste/seed-1 has failed: all 8 cups are cold"));
    assertTrue(console.text().contains("tea     –                 5.5\n"), console.text());
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
        console
            .messages()
            .contains("coffee/taste/seed-1 is skipped: another process is working on it"),
        console.messages()::toString);
    assertTrue(console.text().contains("smoke: 3 of 5 runs done\n"), console.text());
  }

  @Test
  void hostileTables() throws IOException {
    new HostileFile(file, "").assertNothingElseHappens(() -> TableCatalog.read(file.toString()));
  }

  @Test
  void whatIsMissingOrTooMuchIsNamed() {
    FakeRecipe recipe = new FakeRecipe(settings -> settings.makes(1));
    assertEquals(
        "drinks needs --data: directory of task data sets, such as GLUE; required by tables that"
            + " fine-tune on tasks",
        refusal(recipe, config -> config.with(it -> it.data(null))));
    assertEquals(
        "drinks takes no --corpus; it takes --data",
        refusal(recipe, config -> config.with(it -> it.corpus(directory))));
    assertEquals(
        "--output is missing: directory for the table and its runs",
        refusal(recipe, config -> config.with(it -> it.output(null))));
    assertEquals(
        "the table drinks has no scale desk; choose one with --scale: smoke",
        refusal(recipe, config -> config.with(it -> it.scale(TableScale.DESK))));
    assertEquals(
        "--output " + directory + " is not empty and contains no table; choose another directory",
        refusal(recipe, config -> config.with(it -> it.output(directory))));
    assertEquals(
        "TABLE must be one of "
            + String.join(", ", TableCatalog.names())
            + ", or a file that ends with .yaml, not 'freelb-tabel1'; did you mean freelb-table1?",
        refusal(recipe, config -> config.with(it -> it.table("freelb-tabel1"))));
  }

  @Test
  void anInputThatTheRecipeOrTheVerbLacksIsNamed() throws IOException {
    FakeRecipe recipe = new FakeRecipe(settings -> settings.makes(1));
    for (String name : List.of("teacher", "drink")) {
      Files.writeString(file, TABLE.replace("needs: [data]", "needs: [data, " + name + "]"));
      assertEquals(
          ("%s: needs: %s: reproduce has no input --%s; it has --data, --model, --student,"
                  + " --corpus, --validation")
              .formatted(file, name, name),
          refusal(recipe, config -> config));
    }
    Files.writeString(file, TABLE.replace("needs: [data]", "needs: [data, corpus]"));
    assertEquals(
        file + ": needs: corpus is not a known setting",
        refusal(recipe, config -> config.with(it -> it.corpus(directory))));
  }

  @Test
  void anOptionThatTheRecipeLacksIsFoundBeforeAnythingIsDone() throws IOException {
    Files.writeString(file, TABLE.replace("{strength: 4}", "{strenght: 4}"));
    FakeRecipe recipe = new FakeRecipe(settings -> settings.makes(1));
    String message = refusal(recipe, config -> config);
    assertTrue(
        message.endsWith(
            "drinks.yaml, line 13: strenght is not a known setting; did you mean strength?"),
        message);
    assertEquals(List.of(), recipe.getTrained());
    assertFalse(Files.exists(output));
  }

  @Test
  void aResultWithOtherSettingsSaysHowToReplaceIt() throws IOException {
    FakeRecipe recipe = new FakeRecipe(settings -> settings.makes(settings.strength()));
    reproduce(recipe, config -> config);
    Files.writeString(file, TABLE.replace("strength: 3}", "strength: 5}"));
    String message = refusal(recipe, config -> config);
    assertTrue(message.contains("seed-1.json cannot be resumed with other settings"), message);
    assertTrue(message.contains("--strength was 3.0, is 5.0; give the original"), message);
    assertTrue(message.contains("--scale, which now is smoke; "), message);
    assertTrue(message.contains("; or delete this .json file, and the directory"), message);
  }

  @Test
  void aSettingWithoutEffectMayDiffer() throws IOException {
    FakeRecipe recipe = new FakeRecipe(settings -> settings.makes(1));
    reproduce(recipe, config -> config.with(it -> it.only("water")));
    Files.writeString(file, TABLE.replace("strength: 3}", "strength: 5}"));
    assertTrue(reproduce(recipe, config -> config.with(it -> it.only("water"))));
    assertEquals(List.of("water taste 1"), recipe.getTrained());
  }

  @Test
  void theSameDataByAnotherPathAreTheSame() throws IOException {
    FakeRecipe recipe = new FakeRecipe(settings -> settings.makes(1));
    Path link = Files.createSymbolicLink(directory.resolve("link"), directory);
    reproduce(recipe, config -> config.with(it -> it.data(link)));
    int runs = recipe.getTrained().size();
    assertTrue(reproduce(recipe, config -> config));
    assertEquals(runs, recipe.getTrained().size());
    Path other = Files.createDirectory(directory.resolve("other"));
    assertTrue(refusal(recipe, config -> config.with(it -> it.data(other))).contains("--data was"));
  }

  /** Each stage takes two things from the one before, so that there are 2^35 ways to the first. */
  @Test
  @Timeout(60)
  void aLongChainIsPlannedOnce() throws IOException {
    StringBuilder stages = new StringBuilder("stages:\n  s0: {recipe: cups, once-per: table}\n");
    for (int i = 1; i <= 35; i++) {
      String shared = i < 35 ? "once-per: table, " : "";
      stages.append(
          "  s%d: {recipe: cups, %sinputs: {data: s%d, task: s%d}}\n"
              .formatted(i, shared, i - 1, i - 1));
    }
    Files.writeString(
        file,
        TABLE
            .replace("recipe: cups\nneeds: [data]\n", stages)
            .replace("options: {drink: \"{row}\", strength: 3}\n", "")
            .replace("options: {task: \"{column}\"}", "options: {s35: {strength: 4}}")
            .replace("options: {strength: 4}, ", "")
            .replace("hot: {rows: [tea, coffee], seeds: [1, 2]}", "hot: {rows: [tea], seeds: [1]}")
            .replace("      cold: {rows: [water], seeds: [1]}\n", ""));
    FakeRecipe recipe =
        new FakeRecipe(
            settings -> new StageResult(Map.of("taste", 1.0), "of " + settings.output()));
    assertTrue(reproduce(recipe, config -> config.with(it -> it.data(null))));
    assertEquals(36, recipe.getTrained().size());
  }

  @Test
  void aMetricThatTheRecipeLacksIsNamed() throws IOException {
    Files.writeString(file, TABLE.replace("metric: taste", "metric: smell"));
    FakeRecipe recipe = new FakeRecipe(settings -> StageResult.of(Map.of("taste", 1.0)));
    String message = refusal(recipe, config -> config);
    assertTrue(
        message.endsWith("tea/taste/seed-1.json has no metric 'smell'; it has taste"), message);
  }

  @Test
  void aDamagedResultIsNamedAndNothingElseHappens() throws IOException {
    FakeRecipe recipe = new FakeRecipe(settings -> settings.makes(1));
    reproduce(recipe, config -> config);
    Path result = output.resolve("runs/drinks/tea/taste/seed-1.json");
    ReproduceCommand command = new ReproduceCommand(Map.of("cups", recipe), Map.of());
    ReproduceConfig plan = config().with(it -> it.dryRun(true));
    new HostileFile(result).assertNothingElseHappens(() -> command.execute(plan, console));
  }
}
