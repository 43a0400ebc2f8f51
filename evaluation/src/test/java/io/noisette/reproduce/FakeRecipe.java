package io.noisette.reproduce;

import io.noisette.command.Console;
import io.noisette.command.StopSignal;
import io.noisette.failure.UsageException;
import io.noisette.settings.OnResume;
import io.noisette.settings.Setting;
import io.noisette.settings.UnusedSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Trains nothing: what a run comes to is a function of its settings. */
final class FakeRecipe implements StageRecipe<FakeRecipe.Settings> {

  private final Function<Settings, @Nullable StageResult> results;
  private final List<String> trained = new ArrayList<>();
  private final List<Path> inputs = new ArrayList<>();
  private final List<String> checked = new ArrayList<>();
  private String missing = "";

  /** What a table of tests may set. */
  record Settings(
      @Setting(help = "where", resume = OnResume.FREE) Path output,
      @Setting(help = "of all", byDefault = "0") long seed,
      @Setting(help = "the drink", byDefault = "tea", alias = "beverage") String drink,
      @Setting(help = "how much", byDefault = "1") double strength,
      @Setting(help = "a task", byDefault = "none") String task,
      @Setting(help = "data of the tasks", resume = OnResume.INPUT) @Nullable Path data)
      implements UnusedSettings {

    /** Water has one strength. */
    @Override
    public Set<String> findUnused() {
      return drink.equals("water") ? Set.of("strength") : Set.of();
    }

    /** A run that the first of these numbers names, and the seed moves a little. */
    StageResult makes(double value) {
      return StageResult.of(Map.of("taste", value + seed / 100.0, "other", 7.0));
    }
  }

  FakeRecipe(Function<Settings, @Nullable StageResult> results) {
    this.results = results;
  }

  /** The same where one drink is not there. */
  FakeRecipe without(String drink) {
    missing = drink;
    return this;
  }

  /** Every run that was begun, by drink, task and seed. */
  List<String> getTrained() {
    return trained;
  }

  /** The data of every run that was begun. */
  List<Path> getInputs() {
    return inputs;
  }

  /** The drink of every run that was checked, with what was not there yet. */
  List<String> getChecked() {
    return checked;
  }

  @Override
  public Class<Settings> getSettingsType() {
    return Settings.class;
  }

  /** A strength of 0 is left to the machine, whose water is hard. */
  @Override
  public Settings settle(Settings s) {
    double strength = s.strength() == 0 ? 9 : s.strength();
    return new Settings(s.output(), s.seed(), s.drink(), strength, s.task(), s.data());
  }

  @Override
  public String describeCost(Settings settings) {
    return settings.strength() > 3 ? "two pots" : "one pot";
  }

  @Override
  public void check(Settings settings, Set<String> pending) {
    checked.add(settings.drink() + " " + pending);
    if (settings.drink().equals(missing)) {
      throw new UsageException("there is no " + missing);
    }
  }

  @Override
  public @Nullable StageResult train(Settings settings, Console console, StopSignal stop)
      throws IOException {
    trained.add("%s %s %d".formatted(settings.drink(), settings.task(), settings.seed()));
    if (settings.data() != null) {
      inputs.add(settings.data());
    }
    Files.createDirectories(settings.output());
    return results.apply(settings);
  }
}
