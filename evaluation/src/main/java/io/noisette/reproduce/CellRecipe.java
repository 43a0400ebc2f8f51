package io.noisette.reproduce;

import io.noisette.command.Console;
import io.noisette.command.StopSignal;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * How a cell of a table is measured: a verb that trains, without its command line. Modules bind
 * theirs in a {@code MapBinder<String, CellRecipe<?>>} by the name that tables give it;
 * constructors must be cheap.
 *
 * @param <S> the settings of the verb, {@code output} and a seed among them
 */
public interface CellRecipe<S extends Record> {

  Class<S> getSettingsType();

  /** The name of the setting that takes a seed. */
  default String getSeedName() {
    return "seed";
  }

  /** The settings, with what this machine decides, such as a precision of auto, decided. */
  default S settle(S settings) throws IOException {
    return settings;
  }

  /**
   * Refuses what would fail later: data or a model that is not there, or does not fit. Quick.
   *
   * @throws io.noisette.failure.UsageException that says what
   * @throws io.noisette.failure.CorruptDataException that says what
   */
  default void check(S settings) throws IOException {}

  /**
   * Trains once, into the output that the settings name, and measures. If that holds a part of the
   * run it goes on there, and if it holds all of it, it only measures.
   *
   * @return null if {@code stop} was requested before the end
   */
  @Nullable CellResult train(S settings, Console console, StopSignal stop) throws IOException;
}
