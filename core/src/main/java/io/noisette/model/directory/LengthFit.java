package io.noisette.model.directory;

import io.noisette.failure.UsageException;
import java.util.Locale;

/** Check whether a model can read texts of a length. */
public final class LengthFit {

  private LengthFit() {}

  /**
   * Checks {@code --max-length}.
   *
   * @param maxLength value of the option
   * @param model how a message names the model
   * @param most maximum number of tokens in a text of the model, special tokens included
   * @throws UsageException if texts would be too long
   */
  public static void require(int maxLength, Object model, int most) {
    if (maxLength > most) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "--max-length %d is longer than %s allows (at most %d tokens)",
              maxLength,
              model,
              most));
    }
  }
}
