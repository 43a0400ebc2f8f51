package io.noisette.settings;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The text a user gave for one setting.
 *
 * @param subject how an error names the setting: {@code --steps}, or {@code small.yaml, line 3:
 *     steps}
 * @param texts one text a value; null is the {@code null} of a file
 */
public record GivenValue(String subject, @Nullable List<String> texts) {

  public GivenValue {
    texts = texts == null ? null : List.copyOf(texts);
  }

  /** Whether it stands for no value at all. */
  public boolean isNull() {
    return texts == null;
  }
}
