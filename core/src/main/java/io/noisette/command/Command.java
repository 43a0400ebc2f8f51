package io.noisette.command;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One verb of the command line, such as {@code prepare}.
 *
 * <p>Verbs are bound in a {@code MapBinder<String, Command<?>>} by their modules; constructors must
 * be cheap, because {@code --help} builds them all.
 *
 * @param <S> a record whose components are the options, each marked with {@link
 *     io.noisette.settings.Setting}
 */
public interface Command<S extends Record> {

  /** What the verb does, as one line of {@code noisette --help}. */
  String getSummary();

  /** Text under the options in {@code SUBCOMMAND --help}: an example or two, and what to know. */
  default String getDetails() {
    return "";
  }

  /** The heading that lists the verb in {@code noisette --help}. */
  default Topic getTopic() {
    return Topic.MORE;
  }

  /**
   * The commands of which this verb is one or another, if its settings depend on one of its
   * options; then only {@code --help} without that option is about the verb itself.
   */
  default @Nullable Variants getVariants() {
    return null;
  }

  Class<S> getSettingsType();

  /**
   * Does the work. Results go to {@link Console#out}; everything else through the console's other
   * methods.
   *
   * @return the exit code: 0, or 1 if the work was done and its verdict is negative. All other
   *     codes come from exceptions of {@code io.noisette.failure}.
   */
  int execute(S settings, Console console) throws IOException, InterruptedException;
}
