package io.noisette.command;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * A subcommand of the command line, such as {@code prepare}.
 *
 * <p>Guice modules bind subcommands in a {@code MapBinder<String, Command<?>>}; constructors must
 * be cheap, because {@code --help} creates all of them.
 *
 * @param <S> record whose components are the options, each marked with {@link
 *     io.noisette.settings.Setting}
 */
public interface Command<S extends Record> {

  /**
   * Returns the line about the subcommand in {@code noisette --help}, such as "Tokenize text files
   * into a corpus".
   */
  String getSummary();

  /**
   * Returns the text after the options in the subcommand's own help: an example or two, and what a
   * user should know.
   */
  default String getDetails() {
    return "";
  }

  /** Returns the heading under which {@code noisette --help} lists the subcommand. */
  default Topic getTopic() {
    return Topic.MORE;
  }

  /**
   * Returns the variants of the subcommand, if its settings depend on the value of one of its
   * options, otherwise an empty list. Of several options, the first in the list that is given
   * selects. {@link #getSettingsType} describes the help without those options.
   */
  default List<Variants> getVariants() {
    return List.of();
  }

  /**
   * Returns whether one of the variants must be selected, so that {@link #execute} is never called.
   */
  default boolean isVariantRequired() {
    return !getVariants().isEmpty();
  }

  /**
   * Returns the names that settings take besides paths of files, by name of the setting: shells
   * complete them. Settings with a fixed list of values need none.
   */
  default Map<String, List<String>> getNames() {
    return Map.of();
  }

  /** Returns the record type of the subcommand's settings. */
  Class<S> getSettingsType();

  /**
   * Executes the subcommand. Results go to {@link Console#out}, everything else to the console's
   * other methods.
   *
   * @return exit code: 0, or 1 if the work was done and its verdict is negative. Exceptions of
   *     {@code io.noisette.failure} give all other codes.
   */
  int execute(S settings, Console console) throws IOException, InterruptedException;
}
