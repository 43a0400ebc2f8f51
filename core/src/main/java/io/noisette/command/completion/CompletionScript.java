package io.noisette.command.completion;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.noisette.command.Command;
import io.noisette.command.CommonSettings;
import io.noisette.command.Variants;
import io.noisette.settings.SettingDefinition;
import io.noisette.settings.SettingsSchema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Script of {@code completion}: tables of all subcommands, {@code completion.sh}, which looks up
 * completions in them, and what asks it in bash or zsh.
 */
final class CompletionScript {

  private static final String ARGUMENT = ""; // in place of the name of an option
  private static final String PATHS = "/";
  private static final Set<String> PATH_PLACEHOLDERS = Set.of("PATH", "MODEL", "DIR", "FILE");

  private CompletionScript() {}

  static String write(Shell shell, Map<String, Command<?>> commands) {
    List<String> verbs = new ArrayList<>(commands.keySet());
    verbs.addAll(List.of("--help", "--version"));
    Map<String, String> options = new LinkedHashMap<>();
    Map<String, String> values = new LinkedHashMap<>();
    commands.forEach(
        (verb, command) -> {
          List<SettingDefinition> settings = settingsOf(command);
          options.put(verb, String.join(" ", optionsOf(settings)));
          settings.stream()
              .filter(setting -> !setting.isFlag())
              .forEach(
                  setting -> values.put(verb + " " + nameOf(setting), valueOf(setting, command)));
          for (Variants variants : command.getVariants()) {
            String choices = String.join(" ", variants.getWords());
            values.put(verb + " --" + variants.option(), "one " + choices);
          }
        });
    String name = shell.name().toLowerCase(Locale.ROOT);
    return String.format(
            Locale.ROOT, "# Completion of noisette, from: noisette completion %s%n", name)
        + table("_noisette_options", options)
        + table("_noisette_value", values)
        + String.format(Locale.ROOT, "_noisette_verbs='%s'%n", String.join(" ", verbs))
        + readResource("completion.sh")
        + readResource("completion." + name);
  }

  /**
   * Returns the settings of a command, with those of all its variants, because the one that is
   * meant may not be typed yet.
   */
  private static List<SettingDefinition> settingsOf(Command<?> command) {
    List<Class<? extends Record>> types = new ArrayList<>(List.of(command.getSettingsType()));
    for (Variants variants : command.getVariants()) {
      variants.commands().values().forEach(variant -> types.add(variant.getSettingsType()));
    }
    types.add(CommonSettings.class);
    Map<String, SettingDefinition> settings = new LinkedHashMap<>();
    for (Class<? extends Record> type : types) {
      SettingsSchema.of(type)
          .getDefinitions()
          .forEach(setting -> settings.putIfAbsent(setting.getName(), setting));
    }
    return List.copyOf(settings.values());
  }

  private static List<String> optionsOf(List<SettingDefinition> settings) {
    return settings.stream()
        .filter(setting -> !setting.isPositional())
        .map(
            setting ->
                setting.getDefaultText().equals("true")
                    ? "--no-" + setting.getName()
                    : nameOf(setting))
        .toList();
  }

  private static String nameOf(SettingDefinition setting) {
    return setting.isPositional() ? ARGUMENT : "--" + setting.getName();
  }

  /** Returns {@code one} or {@code many}, followed by a slash for paths, and by the choices. */
  private static String valueOf(SettingDefinition setting, Command<?> command) {
    Set<String> words = new LinkedHashSet<>();
    words.add(setting.isList() ? "many" : "one");
    List<String> names = command.getNames().getOrDefault(setting.getName(), List.of());
    if (setting.isPath() || !names.isEmpty()) {
      words.add(PATHS);
    }
    words.addAll(names);
    words.addAll(setting.getChoices());
    for (String form : setting.getPlaceholder().split("\\|", -1)) { // such as auto|never|PATH
      if (PATH_PLACEHOLDERS.contains(form)) {
        words.add(PATHS);
      } else if (form.matches("[a-z0-9-]+")) {
        words.add(form);
      }
    }
    return String.join(" ", inOrder(words));
  }

  /** Moves the slash to where completion.sh looks for it. */
  private static List<String> inOrder(Set<String> words) {
    List<String> ordered = new ArrayList<>(words);
    if (ordered.remove(PATHS)) {
      ordered.add(1, PATHS);
    }
    return ordered;
  }

  /**
   * Returns a shell function that prints the entry of a key; keys with the same entry share a line.
   */
  private static String table(String name, Map<String, String> entries) {
    Map<String, List<String>> keys =
        entries.keySet().stream()
            .collect(Collectors.groupingBy(entries::get, LinkedHashMap::new, Collectors.toList()));
    StringBuilder text = new StringBuilder(name).append("() {\n  case $1 in\n");
    keys.forEach(
        (entry, same) ->
            text.append(
                String.format(
                    Locale.ROOT, "    '%s') echo '%s' ;;\n", String.join("' | '", same), entry)));
    return text.append("  esac\n}\n").toString();
  }

  private static String readResource(String name) {
    try (InputStream stream = CompletionScript.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException(
            name + " is missing from the class path: build or install Noisette again");
      }
      return new String(stream.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
