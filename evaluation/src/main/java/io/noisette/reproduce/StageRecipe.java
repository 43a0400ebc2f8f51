package io.noisette.reproduce;

import io.noisette.command.Console;
import io.noisette.command.StopSignal;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Recipe for one stage of a table, such as pretraining or evaluation: a subcommand that {@code
 * reproduce} calls as a library. Modules register theirs in a {@code MapBinder<String,
 * StageRecipe<?>>} under the name that tables use; constructors must be cheap.
 *
 * <p>A recipe whose settings include {@code output} writes there, and a later stage can start from
 * that directory.
 *
 * @param <S> settings record of the subcommand
 */
public interface StageRecipe<S extends Record> {

  /** Returns the record type of the recipe's settings. */
  Class<S> getSettingsType();

  /**
   * Returns the name of the setting that receives the random seed of a cell, or null if the recipe
   * has none.
   */
  default @Nullable String getSeedName() {
    return "seed";
  }

  /**
   * Returns settings with definite values for those that depend on the machine, such as precision
   * {@code auto}.
   */
  default S settle(S settings) throws IOException {
    return settings;
  }

  /**
   * Describes the amount of work for a dry run of {@code reproduce}, such as {@code 500 steps of
   * 2,048 tokens}.
   */
  default @Nullable String describeCost(S settings) {
    return null;
  }

  /**
   * Checks, before the first run of a table, that data and model exist and fit the settings, except
   * for paths in {@code pending}, which earlier stages will write.
   *
   * @param pending names of settings whose value an earlier stage has yet to write; these paths do
   *     not exist yet
   * @throws io.noisette.failure.UsageException if something is missing or does not fit
   * @throws io.noisette.failure.CorruptDataException if data is damaged
   */
  default void check(S settings, Set<String> pending) throws IOException {}

  /**
   * Carries out the stage, which trains or evaluates a model, and returns its metrics. If the
   * output contains a part of the run, the run is resumed; if it is complete, only its metrics are
   * returned.
   *
   * @return null if {@code stop} was requested before the end
   */
  @Nullable StageResult train(S settings, Console console, StopSignal stop) throws IOException;
}
