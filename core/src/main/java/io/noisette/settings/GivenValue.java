package io.noisette.settings;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Unparsed text that the user has given for one setting.
 *
 * @param subject name of the setting in error messages, such as {@code --steps}, or {@code
 *     small.yaml, line 3: steps}
 * @param texts one text per value; null for the {@code null} of a file
 */
public record GivenValue(String subject, @Nullable List<String> texts) {

  public GivenValue {
    texts = texts == null ? null : List.copyOf(texts);
  }

  /** Returns true if the value is {@code null} in a settings file. */
  public boolean isNull() {
    return texts == null;
  }
}
