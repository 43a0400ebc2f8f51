package io.noisette.settings;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Unparsed text given by the user for one setting.
 *
 * @param subject name of the setting in error messages, such as {@code --steps}, or {@code
 *     small.yaml, line 3: steps}
 * @param texts one text per value; null for the {@code null} of a file
 */
public record GivenValue(String subject, @Nullable List<String> texts) {

  public GivenValue {
    texts = texts == null ? null : List.copyOf(texts);
  }

  /** Returns true if the text is the {@code null} of a file. */
  public boolean isNull() {
    return texts == null;
  }
}
