package io.noisette.reproduce.table;

import io.noisette.failure.UsageException;
import io.noisette.settings.GivenValue;
import io.noisette.settings.Suggestion;
import io.noisette.settings.YamlSection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Keys of rows, columns and stages in the file of a table. */
final class TableKeys {

  /** Keys are names of directories. */
  private static final Pattern KEY = Pattern.compile("[a-z0-9][a-z0-9.-]{0,99}");

  private TableKeys() {}

  static void require(YamlSection section, String key) {
    if (!KEY.matcher(key).matches()) {
      throw new UsageException(
          section.subject()
              + ": its key may have a-z, 0-9, hyphens and dots only, 100 at most; give the text to"
              + " show under label:");
    }
  }

  /** Returns what has a key, or refuses the key with the nearest one. */
  static <T> T choose(Map<String, T> all, String key, String subject) {
    T chosen = all.get(key);
    if (chosen == null) {
      throw new UsageException(
          "%s: the table has no '%s'%s"
              .formatted(subject, key, Suggestion.forTypo(key, all.keySet())));
    }
    return chosen;
  }

  static String textOf(GivenValue value) {
    List<String> texts = value.texts();
    if (texts == null || texts.size() != 1) {
      throw new UsageException(value.subject() + " must be a single value");
    }
    return texts.get(0);
  }
}
