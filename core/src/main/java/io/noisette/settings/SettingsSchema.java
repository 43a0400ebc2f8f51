package io.noisette.settings;

import io.noisette.failure.UsageException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The settings of a record type: makes a record from what users gave, and shows a record. */
public final class SettingsSchema<S extends Record> {

  private final Class<S> type;
  private final Map<String, SettingDefinition> definitions = new LinkedHashMap<>();

  private SettingsSchema(Class<S> type) {
    this.type = type;
    define(type);
  }

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
              type.getName() + " has two settings named " + definition.getName());
        }
      }
    }
  }

  /** All settings in the order of the components, groups flattened. */
  public List<SettingDefinition> getDefinitions() {
    return List.copyOf(definitions.values());
  }

  /**
   * Makes the record: what {@code options} lack comes from {@code file}, then from the defaults.
   *
   * @throws UsageException if a name is unknown, a value is bad or missing, or the record refuses
   */
  public S read(Map<String, GivenValue> options, Map<String, GivenValue> file) {
    return create(parse(options, file), SettingDefinition::getSubject);
  }

  /** Makes the record of the values of a section, which may have these sections beside them. */
  public S read(YamlSection section, String... others) {
    return create(
        parse(Map.of(), section.requireValues(others)),
        definition -> section.subject() + ": " + definition.getName());
  }

  /** The record of those values of a file that it has settings for; others are passed over. */
  public S readKnown(Map<String, GivenValue> file) {
    Map<String, GivenValue> known = new LinkedHashMap<>(file);
    known.keySet().retainAll(definitions.keySet());
    return read(Map.of(), known);
  }

  /** Like {@link #read} without making the record: settings without a value are absent. */
  Map<String, @Nullable Object> parse(
      Map<String, GivenValue> options, Map<String, GivenValue> file) {
    Map<String, GivenValue> given = new LinkedHashMap<>(file);
    given.putAll(options);
    Map<String, @Nullable Object> values = parsePresets(given);
    override(values, file);
    override(values, options);
    return values;
  }

  /** The defaults, and what presets among the given values make of them. */
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

  /** What the setting stands for if its value is a {@link Preset}. */
  private static Map<String, GivenValue> presetOf(
      SettingDefinition definition, Map<String, GivenValue> given) {
    if (!(definition.parseDefault() instanceof Preset byDefault)) {
      return Map.of();
    }
    GivenValue own = given.get(definition.getName());
    Preset preset =
        own == null ? byDefault : (Preset) Objects.requireNonNull(definition.parse(own));
    return preset.getSettings(given);
  }

  private void override(Map<String, @Nullable Object> values, Map<String, GivenValue> layer) {
    layer.forEach(
        (name, given) -> {
          SettingDefinition definition = definitions.get(name);
          if (definition == null) {
            throw new UsageException(
                given.subject() + " is not known" + Suggestion.forTypo(name, definitions.keySet()));
          }
          values.put(name, definition.parse(given));
        });
  }

  private S create(
      Map<String, @Nullable Object> values, Function<SettingDefinition, String> subject) {
    for (SettingDefinition definition : definitions.values()) {
      if (!values.containsKey(definition.getName())) {
        throw new UsageException(
            subject.apply(definition) + " is missing: " + definition.getHelp());
      }
    }
    return type.cast(create(type, values));
  }

  private static Object create(Class<? extends Record> type, Map<String, @Nullable Object> values) {
    RecordComponent[] components = type.getRecordComponents();
    @Nullable Object[] arguments = new @Nullable Object[components.length];
    for (int i = 0; i < components.length; i++) {
      arguments[i] =
          components[i].isAnnotationPresent(Setting.class)
              ? values.get(SettingDefinition.nameOf(components[i]))
              : create(components[i].getType().asSubclass(Record.class), values);
    }
    return construct(type, components, arguments);
  }

  private static Object construct(
      Class<? extends Record> type, RecordComponent[] components, @Nullable Object[] arguments) {
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      Constructor<? extends Record> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refused) {
        throw new UsageException(String.valueOf(refused.getMessage()), refused);
      }
      if (e.getCause() instanceof UsageException refused) {
        throw refused;
      }
      throw new IllegalStateException(type.getName() + " cannot be made", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type.getName() + " cannot be made", e);
    }
  }

  /**
   * The settings as a JSON object would hold them: names as in a file; numbers, booleans, texts,
   * lists of them and null as values.
   */
  public Map<String, @Nullable Object> toMap(S settings) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    collect(settings, values);
    return values;
  }

  private static void collect(Record group, Map<String, @Nullable Object> values) {
    for (RecordComponent component : group.getClass().getRecordComponents()) {
      Object value = valueOf(group, component);
      if (component.isAnnotationPresent(Setting.class)) {
        values.put(SettingDefinition.nameOf(component), toPlain(value));
      } else if (value instanceof Record inner) {
        collect(inner, values);
      }
    }
  }

  private static @Nullable Object valueOf(Record group, RecordComponent component) {
    try {
      Method accessor = component.getAccessor();
      accessor.setAccessible(true);
      return accessor.invoke(group);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(component + " cannot be read", e);
    }
  }

  private static @Nullable Object toPlain(@Nullable Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(SettingsSchema::toPlain).toList();
    }
    if (value instanceof Enum<?> constant) {
      return ValueType.print(constant);
    }
    return value instanceof Path path ? path.toString() : value;
  }

  /**
   * Names of the settings that someone chose: those that are neither the default nor what a preset
   * among them brings.
   *
   * @param values as {@link #toMap} has them, or as JSON reads them back
   */
  public Set<String> findChosen(Map<String, @Nullable Object> values) {
    Map<String, GivenValue> given = new LinkedHashMap<>();
    values.forEach((name, value) -> given.put(name, new GivenValue(name, textsOf(value))));
    Map<String, @Nullable Object> unchosen = parsePresets(given);
    Set<String> chosen = new LinkedHashSet<>(values.keySet());
    chosen.removeIf(name -> isSame(values.get(name), toPlain(unchosen.get(name))));
    return chosen;
  }

  private static @Nullable List<String> textsOf(@Nullable Object value) {
    if (value == null) {
      return null;
    }
    List<?> items = value instanceof List<?> list ? list : List.of(value);
    return items.stream().map(String::valueOf).toList();
  }

  /** JSON tells no int from a long, and writes 1.0 as a user may write 1. */
  private static boolean isSame(@Nullable Object value, @Nullable Object other) {
    return (value instanceof Number number && other instanceof Number given)
        ? number.doubleValue() == given.doubleValue()
        : Objects.equals(value, other);
  }

  /** The record as a commented file that {@code --config} reads back to an equal record. */
  public String toYaml(S settings) {
    return SettingsYaml.write(getDefinitions(), toMap(settings));
  }

  /** Like {@link #toYaml} for what {@link #read} would get; what is missing stands as a comment. */
  public String toYaml(Map<String, GivenValue> options, Map<String, GivenValue> file) {
    Map<String, @Nullable Object> values = parse(options, file);
    if (values.size() == definitions.size()) {
      return toYaml(create(values, SettingDefinition::getSubject));
    }
    values.replaceAll((name, value) -> toPlain(value));
    return SettingsYaml.write(getDefinitions(), values);
  }
}
