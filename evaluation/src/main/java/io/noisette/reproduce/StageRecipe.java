package io.noisette.reproduce;

import io.noisette.command.Console;
import io.noisette.command.StopSignal;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Recipe for a stage of a table: a subcommand that trains or measures, without its command line.
 * Modules register theirs in a {@code MapBinder<String, StageRecipe<?>>} under the name that tables
 * use; constructors must be cheap.
 *
 * <p>A recipe whose settings include {@code output} writes there, and a later stage can start from
 * that directory.
 *
 * @param <S> settings record of the subcommand
 */
public interface StageRecipe<S extends Record> {

  Class<S> getSettingsType();

  /** Returns the name of the setting that takes the seed of a cell, or null for none. */
  default @Nullable String getSeedName() {
    return "seed";
  }

  /** Resolves settings that depend on the machine, such as a precision of auto. */
  default S settle(S settings) throws IOException {
    return settings;
  }

  /** Describes the amount of work for a dry run, such as {@code 500 steps of 2,048 tokens}. */
  default @Nullable String describeCost(S settings) {
    return null;
  }

  /**
   * Checks quickly, before the first run of the table, that data and model exist and fit.
   *
   * @param pending names of settings whose value an earlier stage has yet to write; these paths do
   *     not exist yet
   * @throws io.noisette.failure.UsageException if something is missing or does not fit
   * @throws io.noisette.failure.CorruptDataException if data is damaged
   */
  default void check(S settings, Set<String> pending) throws IOException {}

  /**
   * Trains or measures. If the output contains a part of the run, the run is resumed; if it is
   * complete, only its metrics are returned.
   *
   * @return null if {@code stop} was requested before the end
   */
  @Nullable StageResult train(S settings, Console console, StopSignal stop) throws IOException;
}
