package io.noisette.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  /**
   * Returns values of a program as a user would give them: numbers, strings, paths, enums and lists
   * of these, by name of the setting.
   */
  public static Map<String, GivenValue> ofAll(Map<String, ?> values) {
    Map<String, GivenValue> given = new LinkedHashMap<>();
    values.forEach(
        (name, value) ->
            given.put(name, new GivenValue(name, PlainValue.toTexts(PlainValue.of(value)))));
    return given;
  }

  /** Returns true if the value is {@code null} in a settings file. */
  public boolean isNull() {
    return texts == null;
  }
}
