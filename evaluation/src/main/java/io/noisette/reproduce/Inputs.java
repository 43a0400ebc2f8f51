package io.noisette.reproduce;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import io.noisette.failure.UsageException;
import io.noisette.reproduce.table.PaperTable;
import io.noisette.reproduce.table.StageInput;
import io.noisette.reproduce.table.StageInput.FromUser;
import io.noisette.reproduce.table.StageInput.UserPath;
import io.noisette.reproduce.table.TableStage;
import io.noisette.settings.OnResume;
import io.noisette.settings.SettingDefinition;
import io.noisette.settings.SettingsSchema;
import io.noisette.settings.Suggestion;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Inputs that a table takes from the user. Every option of {@link ReproduceConfig} that is an
 * {@link OnResume#INPUT} can be one; a table names those that its stages take.
 */
final class Inputs {

  private static final SettingsSchema<ReproduceConfig> OPTIONS =
      SettingsSchema.of(ReproduceConfig.class);

  private Inputs() {}

  /**
   * Returns the paths by option; in a dry run, those that are missing are the name in capitals.
   *
   * @throws UsageException if a path is missing or not needed, or the table names no such option
   */
  static Map<String, Path> of(PaperTable table, ReproduceConfig config) {
    Map<String, String> needed = needs(table);
    Map<String, Object> given = OPTIONS.toMap(config);
    for (String name : help().keySet()) {
      if (given.get(name) != null && !needed.containsKey(name)) {
        throw new UsageException(
            "%s takes no --%s; it takes %s"
                .formatted(
                    table.name(),
                    name,
                    needed.isEmpty()
                        ? "no inputs"
                        : needed.keySet().stream().map(it -> "--" + it).collect(joining(", "))));
      }
    }
    Map<String, Path> inputs = new LinkedHashMap<>();
    needed.forEach(
        (name, help) -> {
          Object path = given.get(name);
          if (path == null && !config.dryRun()) {
            throw new UsageException("%s needs --%s: %s".formatted(table.name(), name, help));
          }
          inputs.put(
              name,
              path == null
                  ? Path.of(name.toUpperCase(Locale.ROOT))
                  : Path.of(path.toString()).toAbsolutePath().normalize());
        });
    return inputs;
  }

  /** Returns the help texts of the options that the stages take, by name. */
  private static Map<String, String> needs(PaperTable table) {
    Map<String, String> help = help();
    Map<String, String> needs = new LinkedHashMap<>();
    for (TableStage stage : table.stages()) {
      for (StageInput input : stage.inputs().values()) {
        if (input instanceof FromUser user) {
          for (UserPath path : user.paths()) {
            needs.put(path.option(), find(path.option(), user.subject(), help));
          }
        }
      }
    }
    return needs;
  }

  private static String find(String option, String subject, Map<String, String> help) {
    String found = help.get(option);
    if (found == null) {
      List<String> names = List.copyOf(help.keySet());
      throw new UsageException(
          "%s: reproduce has no input --%s; it has %s%s"
              .formatted(
                  subject,
                  option,
                  names.stream().map(name -> "--" + name).collect(joining(", ")),
                  Suggestion.forTypo(option, names)));
    }
    return found;
  }

  private static Map<String, String> help() {
    return OPTIONS.getDefinitions().stream()
        .filter(option -> option.getResume() == OnResume.INPUT)
        .collect(
            toMap(
                SettingDefinition::getName,
                SettingDefinition::getHelp,
                (first, second) -> second,
                LinkedHashMap::new));
  }
}
