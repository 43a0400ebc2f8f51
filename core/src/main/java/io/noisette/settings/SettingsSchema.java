package io.noisette.settings;

import io.noisette.failure.UsageException;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Schema of the settings of a record type: creates a record from the values given by the user, and
 * converts a record to a map or YAML.
 */
public final class SettingsSchema<S extends Record> {

  private final Class<S> type;
  private final Map<String, SettingDefinition> definitions = new LinkedHashMap<>();
  private final OldNames oldNames;

  private SettingsSchema(Class<S> type) {
    this.type = type;
    define(type);
    oldNames = new OldNames(definitions);
  }

  /** Returns the schema of a record type, whose components are settings or groups of settings. */
  public static <S extends Record> SettingsSchema<S> of(Class<S> type) {
    return new SettingsSchema<>(type);
  }

  private void define(Class<? extends Record> group) {
    for (RecordComponent component : group.getRecordComponents()) {
      Setting setting = component.getAnnotation(Setting.class);
      if (setting == null) {
        define(component.getType().asSubclass(Record.class));
      } else {
        SettingDefinition definition = new SettingDefinition(component, setting);
        if (definitions.put(definition.getName(), definition) != null) {
          throw new IllegalStateException(
              "the settings of the record "
                  + type.getName()
                  + " must have distinct names, but two have the name "
                  + definition.getName());
        }
      }
    }
  }

  /** Returns all settings in the order of the components, with groups flattened. */
  public List<SettingDefinition> getDefinitions() {
    return List.copyOf(definitions.values());
  }

  /** Returns the names that the settings had in earlier versions. */
  public OldNames getOldNames() {
    return oldNames;
  }

  /**
   * Creates a record from given values: {@code options} override {@code file}, which overrides
   * presets and defaults.
   *
   * @throws UsageException if a name is unknown, a value is invalid or missing, or the record
   *     rejects its values
   */
  public S read(Map<String, GivenValue> options, Map<String, GivenValue> file) {
    return create(parse(options, file), merge(options, file), SettingDefinition::getSubject);
  }

  /**
   * Creates a record from the values of a YAML section, which may have the nested sections {@code
   * others}.
   *
   * @param others names of the sections that are allowed inside this section
   */
  public S read(YamlSection section, String... others) {
    Map<String, GivenValue> given = section.requireValues(others);
    return create(
        parse(Map.of(), given),
        given,
        definition -> section.subject() + ": " + definition.getName());
  }

  /**
   * Creates a record from the values of a file, ignoring keys that are not settings of the record.
   */
  public S readKnown(Map<String, GivenValue> file) {
    Map<String, GivenValue> known = new LinkedHashMap<>(file);
    known.keySet().removeIf(name -> !definitions.containsKey(oldNames.replace(name)));
    return read(Map.of(), known);
  }

  /**
   * Creates a record from the values of a file as {@link #readKnown(Map)} does.
   *
   * @throws UsageException if the file cannot be read, or a value is invalid; the message names it
   */
  public S readKnown(Path file) throws IOException {
    try {
      return readKnown(SettingsFile.read(file));
    } catch (UsageException e) {
      String message = String.valueOf(e.getMessage());
      throw message.contains(file.toString()) ? e : new UsageException(file + ": " + message, e);
    }
  }

  /**
   * Refuses settings of a file that name code, unless an option takes their place: a file may be
   * another person's, and reading it must not run what it names.
   *
   * @throws UsageException if there is one
   */
  public void requireNoCode(Map<String, GivenValue> file, Map<String, GivenValue> options) {
    for (SettingDefinition definition : definitions.values()) {
      String name = definition.getName();
      GivenValue value = file.get(name);
      if (definition.isCode()
          && value != null
          && value.texts() != null
          && !options.containsKey(name)) {
        throw new UsageException(
            "%s: plug-ins are code, which no file may name; give --%s on the command line"
                .formatted(value.subject(), name));
      }
    }
  }

  /** Parses values like {@link #read}; settings without a value are absent. */
  Map<String, @Nullable Object> parse(
      Map<String, GivenValue> options, Map<String, GivenValue> file) {
    Map<String, GivenValue> ofOptions = replaceOldNames(options);
    Map<String, GivenValue> ofFile = findChosen(replaceOldNames(file), ofOptions);
    Map<String, @Nullable Object> values = parsePresets(merge(ofOptions, ofFile));
    override(values, ofFile);
    override(values, ofOptions);
    return values;
  }

  /**
   * Returns the values of a file, without those of its presets and defaults if the options select
   * another preset: a printed configuration has all values of the preset that it was printed with.
   */
  private Map<String, GivenValue> findChosen(
      Map<String, GivenValue> file, Map<String, GivenValue> options) {
    if (definitions.values().stream().noneMatch(it -> it.isSwitched(file, options))) {
      return file;
    }
    Map<String, @Nullable Object> unchosen = parsePresets(file);
    Map<String, GivenValue> chosen = new LinkedHashMap<>(file);
    chosen
        .entrySet()
        .removeIf(
            entry -> {
              SettingDefinition definition = definitions.get(entry.getKey());
              return definition != null
                  && Objects.equals(
                      definition.parse(entry.getValue()), unchosen.get(entry.getKey()));
            });
    return chosen;
  }

  private Map<String, GivenValue> merge(
      Map<String, GivenValue> options, Map<String, GivenValue> file) {
    Map<String, GivenValue> given = new LinkedHashMap<>(replaceOldNames(file));
    given.putAll(replaceOldNames(options));
    return given;
  }

  private Map<String, GivenValue> replaceOldNames(Map<String, GivenValue> values) {
    return oldNames.replaceIn(values, notice -> {});
  }

  /** Returns the defaults, overridden by the presets among the given values. */
  private Map<String, @Nullable Object> parsePresets(Map<String, GivenValue> given) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (SettingDefinition definition : definitions.values()) {
      Object value = definition.parseDefault();
      if (value != null || definition.isNullable()) {
        values.put(definition.getName(), value);
      }
    }
    for (SettingDefinition definition : definitions.values()) {
      override(values, presetOf(definition, given));
    }
    return values;
  }

  /**
   * Returns the values of the preset that a setting selects, if it is a {@link Preset}; without
   * those that would replace a value of the user, such as {@code steps} if {@code epochs} is given.
   */
  private Map<String, GivenValue> presetOf(
      SettingDefinition definition, Map<String, GivenValue> given) {
    if (!(definition.parseDefault() instanceof Preset byDefault)) {
      return Map.of();
    }
    GivenValue chosen = given.get(definition.getName());
    Preset preset =
        chosen == null ? byDefault : (Preset) Objects.requireNonNull(definition.parse(chosen));
    Map<String, GivenValue> settings = new LinkedHashMap<>(preset.getSettings(given));
    settings
        .keySet()
        .removeIf(
            name -> {
              SettingDefinition own = definitions.get(name);
              return own != null && own.givesWayTo(given);
            });
    return settings;
  }

  private void override(Map<String, @Nullable Object> values, Map<String, GivenValue> layer) {
    layer.forEach(
        (name, given) -> {
          SettingDefinition definition = definitions.get(name);
          if (definition == null) {
            throw new UsageException(
                given.subject()
                    + " is not a known setting"
                    + Suggestion.forTypo(name, definitions.keySet()));
          }
          values.put(name, definition.parse(given));
        });
  }

  private S create(
      Map<String, @Nullable Object> values,
      Map<String, GivenValue> given,
      Function<SettingDefinition, String> subject) {
    for (SettingDefinition definition : definitions.values()) {
      if (!values.containsKey(definition.getName())) {
        throw new UsageException(
            subject.apply(definition) + " is missing: " + definition.getHelp());
      }
    }
    return RecordValues.toRecord(type, values, given);
  }

  /**
   * Returns the settings by name, as values for JSON: numbers, booleans, strings, lists and null.
   */
  public Map<String, @Nullable Object> toMap(S settings) {
    Map<String, @Nullable Object> values = RecordValues.of(settings);
    values.replaceAll((name, value) -> PlainValue.of(value));
    return values;
  }

  /**
   * Returns the names of the settings that differ from the defaults and from the values of presets.
   *
   * @param values settings as returned by {@link #toMap} or as read back from JSON
   */
  public Set<String> findChosen(Map<String, @Nullable Object> values) {
    Map<String, @Nullable Object> unchosen =
        parsePresets(GivenValue.ofAll(oldNames.replaceIn(values)));
    Set<String> chosen = new LinkedHashSet<>(values.keySet());
    chosen.removeIf(
        name ->
            PlainValue.isSame(
                values.get(name), PlainValue.of(unchosen.get(oldNames.replace(name)))));
    return chosen;
  }

  /**
   * Returns the record as YAML with help texts as comments, which {@code --config} can read back.
   */
  public String toYaml(S settings) {
    return SettingsYaml.write(getDefinitions(), toMap(settings));
  }

  /**
   * Returns the YAML of the record that {@link #read} would create; required values may be missing.
   */
  public String toYaml(Map<String, GivenValue> options, Map<String, GivenValue> file) {
    Map<String, @Nullable Object> values = parse(options, file);
    if (values.size() == definitions.size()) {
      return toYaml(create(values, merge(options, file), SettingDefinition::getSubject));
    }
    values.replaceAll((name, value) -> PlainValue.of(value));
    return SettingsYaml.write(getDefinitions(), values);
  }
}
