package io.noisette.settings;

import io.noisette.failure.UsageException;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Names that settings had in earlier versions ({@link Setting#alias}), which stay valid on the
 * command line, in settings files and in the records of runs.
 */
public final class OldNames {

  private final Map<String, String> currentNames = new HashMap<>();

  OldNames(Map<String, SettingDefinition> definitions) {
    for (SettingDefinition definition : definitions.values()) {
      String alias = definition.getAlias();
      if (alias != null
          && (definitions.containsKey(alias)
              || currentNames.put(alias, definition.getName()) != null)) {
        throw new IllegalStateException(
            "a record of settings must not use the name " + alias + " for two of them");
      }
    }
  }

  /** Returns the current name of a setting, given its current or an old name. */
  public String replace(String name) {
    return currentNames.getOrDefault(name, name);
  }

  /**
   * Returns recorded settings under their current names; a value under the current name has
   * precedence.
   */
  public Map<String, @Nullable Object> replaceIn(Map<String, @Nullable Object> recorded) {
    Map<String, @Nullable Object> renamed = new LinkedHashMap<>();
    recorded.forEach(
        (name, value) -> {
          String current = replace(name);
          if (current.equals(name) || !recorded.containsKey(current)) {
            renamed.put(current, value);
          }
        });
    return Collections.unmodifiableMap(renamed);
  }

  /**
   * Returns settings given by a user under their current names.
   *
   * @param notices receives one line for each old name, such as {@code --vocabulary-size is now
   *     called --vocab-size}
   * @throws UsageException if a setting is given under both names
   */
  public Map<String, GivenValue> replaceIn(
      Map<String, GivenValue> given, Consumer<String> notices) {
    Map<String, GivenValue> renamed = new LinkedHashMap<>();
    given.forEach(
        (name, value) -> {
          String current = replace(name);
          if (!current.equals(name)) {
            String subject = value.subject();
            String form = subject.startsWith("--") ? subject.replace(name, current) : current;
            notices.accept(subject + " is now called " + form);
            if (given.containsKey(current)) {
              throw new UsageException(
                  subject + " is the old name of " + form + ", which is also given");
            }
          }
          renamed.put(current, value);
        });
    return renamed;
  }
}
