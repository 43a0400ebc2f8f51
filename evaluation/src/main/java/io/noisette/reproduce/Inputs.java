package io.noisette.reproduce;

import static java.util.stream.Collectors.toMap;

import io.noisette.failure.UsageException;
import io.noisette.reproduce.table.PaperTable;
import io.noisette.settings.OnResume;
import io.noisette.settings.SettingDefinition;
import io.noisette.settings.SettingsSchema;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a table needs from the user: options of {@code reproduce} that its recipe has, too. Their
 * names and help are those of the recipe's settings.
 */
final class Inputs {

  private static final SettingsSchema<ReproduceConfig> OPTIONS =
      SettingsSchema.of(ReproduceConfig.class);

  private Inputs() {}

  /**
   * The inputs by option; of those that a dry run lacks, the name in capitals.
   *
   * @throws UsageException if one is missing or not needed
   */
  static Map<String, Path> of(PaperTable table, CellRecipe<?> recipe, ReproduceConfig config) {
    List<String> needs = table.head().needs();
    Map<String, Object> given = OPTIONS.toMap(config);
    for (String name : names()) {
      if (given.get(name) != null && !needs.contains(name)) {
        throw new UsageException(table.name() + " takes no --" + name);
      }
    }
    Map<String, String> help = helpOf(recipe);
    Map<String, Path> inputs = new LinkedHashMap<>();
    for (String name : needs) {
      requireKnown(table, name, help);
      Object path = given.get(name);
      if (path == null && !config.dryRun()) {
        throw new UsageException("%s needs --%s: %s".formatted(table.name(), name, help.get(name)));
      }
      inputs.put(
          name,
          path == null
              ? Path.of(name.toUpperCase(Locale.ROOT))
              : Path.of(path.toString()).toAbsolutePath().normalize());
    }
    return inputs;
  }

  private static void requireKnown(PaperTable table, String name, Map<String, String> help) {
    if (!names().contains(name) || !help.containsKey(name)) {
      throw new UsageException(
          "%s needs '%s', which is not an input of both reproduce and the recipe %s; reproduce has: %s"
              .formatted(table.name(), name, table.head().recipe(), String.join(", ", names())));
    }
  }

  /** The options that take inputs. */
  private static List<String> names() {
    return OPTIONS.getDefinitions().stream()
        .filter(option -> option.getResume() == OnResume.INPUT)
        .map(SettingDefinition::getName)
        .toList();
  }

  private static Map<String, String> helpOf(CellRecipe<?> recipe) {
    return SettingsSchema.of(recipe.getSettingsType()).getDefinitions().stream()
        .collect(toMap(SettingDefinition::getName, SettingDefinition::getHelp));
  }
}
