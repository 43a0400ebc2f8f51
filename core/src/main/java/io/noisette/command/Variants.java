package io.noisette.command;

import static java.util.stream.Collectors.joining;

import io.noisette.failure.UsageException;
import io.noisette.settings.GivenValue;
import io.noisette.settings.HomeDirectory;
import io.noisette.settings.SettingsFile;
import io.noisette.settings.Suggestion;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Variants of a subcommand, selected by the value of one option. Each is a command with settings of
 * its own, which include that option.
 *
 * @param option name of the option without hyphens, such as {@code task}
 * @param commands commands by the value of the option; the key {@code *.yaml} stands for all values
 *     that end in {@code .yaml}, such as paths of files
 */
public record Variants(String option, Map<String, Command<?>> commands) {

  public Variants {
    commands = Collections.unmodifiableMap(new TreeMap<>(commands));
  }

  /**
   * Returns the variant that a command line selects.
   *
   * <p>The option is searched for before other options are parsed: as {@code --option VALUE},
   * {@code --option=VALUE}, or as a key of the file given with {@code --config}.
   *
   * @return null if the option is not given
   * @throws UsageException if its value is missing or unknown
   */
  @Nullable Command<?> find(List<String> arguments) throws IOException {
    String value = valueOf(option, arguments);
    String subject = "--" + option;
    String file = value == null ? valueOf("config", arguments) : null;
    if (file != null && !file.isEmpty()) {
      GivenValue given = SettingsFile.read(HomeDirectory.require("--config", file)).get(option);
      if (given == null) {
        return null;
      }
      List<String> texts = given.texts();
      subject = given.subject();
      value = texts == null ? "" : String.join(", ", texts);
    }
    return value == null ? null : require(subject, value);
  }

  /** Returns the values that can be typed literally. */
  public List<String> getWords() {
    return commands.keySet().stream().filter(value -> !isEnding(value)).toList();
  }

  /** Returns the possible values of the option, joined for a message. */
  String listValues() {
    return commands.keySet().stream().collect(joining(", "));
  }

  private Command<?> require(String subject, String value) {
    if (value.isEmpty()) {
      throw new UsageException(subject + " needs a value: one of " + listValues());
    }
    Command<?> command = commands.getOrDefault(value, findByEnding(value));
    if (command == null) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "%s must be one of %s, not '%s'%s",
              subject,
              listValues(),
              value,
              Suggestion.forTypo(value, getWords())));
    }
    return command;
  }

  private @Nullable Command<?> findByEnding(String value) {
    return commands.entrySet().stream()
        .filter(
            variant -> isEnding(variant.getKey()) && value.endsWith(variant.getKey().substring(1)))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }

  private static boolean isEnding(String value) {
    return value.startsWith("*");
  }

  /**
   * Returns the value of an option; an empty string if the value is missing, null if the option is
   * absent.
   */
  private static @Nullable String valueOf(String option, List<String> arguments) {
    String form = "--" + option;
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (argument.startsWith(form + "=")) {
        return argument.substring(form.length() + 1);
      }
      if (argument.equals(form)) {
        boolean hasValue = i + 1 < arguments.size() && !arguments.get(i + 1).startsWith("--");
        return hasValue ? arguments.get(i + 1) : "";
      }
    }
    return null;
  }
}
