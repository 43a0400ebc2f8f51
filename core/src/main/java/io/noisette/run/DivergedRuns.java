package io.noisette.run;

import io.noisette.command.Console;
import io.noisette.failure.NonFiniteException;
import org.jspecify.annotations.Nullable;

/**
 * Training runs of a command whose loss, gradient or weights became NaN or infinite. The other runs
 * of the command go on, and it fails after the last one.
 */
public final class DivergedRuns {

  private final boolean hasOthers;
  private final Console console;
  private @Nullable NonFiniteException first;

  /**
   * Creates an empty list.
   *
   * @param runs number of runs of the command
   */
  public DivergedRuns(int runs, Console console) {
    hasOthers = runs > 1;
    this.console = console;
  }

  /**
   * Adds a run that diverged, with a warning if there are other runs.
   *
   * @param run as the warning names it, such as {@code seed 1}
   */
  public void add(String run, NonFiniteException failure) {
    if (first == null) {
      first = failure;
    }
    if (hasOthers) {
      console.warn(run + " diverged, and the others go on: " + failure.getMessage());
    }
  }

  /**
   * Fails if a run has diverged.
   *
   * @throws NonFiniteException of the first run that did
   */
  public void throwFirst() {
    if (first != null) {
      throw first;
    }
  }
}
