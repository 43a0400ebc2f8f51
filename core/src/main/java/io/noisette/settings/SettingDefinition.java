package io.noisette.settings;

import io.noisette.failure.UsageException;
import io.noisette.text.Excerpt;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Definition of one setting, derived from its record component and the {@link Setting} annotation.
 */
public final class SettingDefinition {

  private static final int MOST_LETTERS = 100; // of a value in a message

  private final String name;
  private final Setting setting;
  private final ValueType type;
  private final boolean path;
  private final boolean flag;
  private final boolean list;
  private final boolean numbers;
  private final boolean nullable;

  SettingDefinition(RecordComponent component, Setting setting) {
    this.name = nameOf(component);
    this.setting = setting;
    this.list = component.getType() == List.class;
    Class<?> valueType = list ? elementType(component) : component.getType();
    this.type = ValueType.of(valueType);
    this.path = valueType == Path.class;
    this.numbers = Number.class.isAssignableFrom(valueType);
    this.flag = component.getType() == boolean.class;
    this.nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  /**
   * Returns the name of a component's option, such as {@code learning-rate} for {@code
   * learningRate}.
   */
  static String nameOf(RecordComponent component) {
    return component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  private static Class<?> elementType(RecordComponent component) {
    return (Class<?>) ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0];
  }

  /** Returns the name of the setting, such as {@code learning-rate}. */
  public String getName() {
    return name;
  }

  /** Returns the name of the setting in earlier versions, or null if it is unchanged. */
  public @Nullable String getAlias() {
    return setting.alias().isEmpty() ? null : setting.alias();
  }

  /** Returns the text of {@link Setting#help}. */
  public String getHelp() {
    return setting.help();
  }

  /** Returns the default, written as on the command line; empty if there is none. */
  public String getDefaultText() {
    return flag && setting.byDefault().isEmpty() ? "false" : setting.byDefault();
  }

  /**
   * Returns the placeholder of the value in help texts, such as {@code N}, {@code FILE…} or {@code
   * tiny|base}.
   */
  public String getPlaceholder() {
    String placeholder =
        setting.placeholder().isEmpty() ? type.placeholder() : setting.placeholder();
    return list && !placeholder.endsWith("…") ? placeholder + "…" : placeholder;
  }

  /**
   * Returns the setting's name in messages: {@code --steps}, or the placeholder of a positional
   * argument.
   */
  public String getSubject() {
    return isPositional() ? getPlaceholder() : "--" + name;
  }

  /**
   * Returns all possible values, written as on the command line; empty if they cannot be listed.
   */
  public List<String> getChoices() {
    return type.choices();
  }

  /** Returns true if the value is a path, or a list of paths. */
  public boolean isPath() {
    return path;
  }

  /** Returns true for a boolean, which is given as {@code --name} or {@code --no-name}. */
  public boolean isFlag() {
    return flag;
  }

  /** Returns true if the setting takes a list of values. */
  public boolean isList() {
    return list;
  }

  /** Returns true if the setting may have no value. */
  public boolean isNullable() {
    return nullable;
  }

  /** Returns true if the value is given without {@code --name}. */
  public boolean isPositional() {
    return setting.positional();
  }

  /** Returns true if this setting replaces one that the user has given, and is not given itself. */
  boolean givesWayTo(Map<String, GivenValue> given) {
    return hasValue(given.get(setting.replaces())) && !hasValue(given.get(name));
  }

  private static boolean hasValue(@Nullable GivenValue given) {
    return given != null && !given.isNull();
  }

  /** Returns true if the value names code, so that no file of settings may give it. */
  public boolean isCode() {
    return setting.isCode();
  }

  /** Returns the effect of changing the setting when a run is resumed. */
  public OnResume getResume() {
    return setting.resume();
  }

  /** Returns true if this setting selects a preset, and options select another than a file. */
  boolean isSwitched(Map<String, GivenValue> file, Map<String, GivenValue> options) {
    GivenValue before = file.get(getName());
    GivenValue now = options.get(getName());
    return before != null
        && now != null
        && parseDefault() instanceof Preset
        && !Objects.equals(parse(before), parse(now));
  }

  /** Returns true if presets give the setting its value. */
  public boolean isByPreset() {
    return setting.byPreset();
  }

  /**
   * Returns true if the user has to give a value, because there is neither a default nor a preset.
   */
  public boolean isRequired() {
    return !nullable && !isByPreset() && getDefaultText().isEmpty();
  }

  /** Returns the parsed default value, or null if there is none. */
  @Nullable Object parseDefault() {
    String text = getDefaultText();
    return text.isEmpty() ? null : parse(new GivenValue("default of " + name, List.of(text)));
  }

  @Nullable Object parse(GivenValue given) {
    List<String> texts = given.texts();
    if (texts == null) {
      if (!nullable) {
        throw new UsageException(given.subject() + " must have a value");
      }
      return null;
    }
    if (!list && texts.size() != 1) {
      throw new UsageException(
          given.subject() + " takes a single value, but " + texts.size() + " were given");
    }
    if (list && texts.isEmpty()) {
      throw new UsageException(given.subject() + " needs at least one value");
    }
    List<Object> values = new ArrayList<>();
    for (String text : texts) {
      // A list of numbers may be given as one word: 1,2,3.
      for (String part : list && numbers ? text.split(",", -1) : new String[] {text}) {
        values.add(parse(given.subject(), part));
      }
    }
    return list ? List.copyOf(values) : values.get(0);
  }

  private Object parse(String subject, String text) {
    try {
      return type.parser().apply(text);
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "%s must be %s, not '%s'%s",
              subject,
              e.getMessage(),
              Excerpt.of(text, MOST_LETTERS),
              Suggestion.forTypo(text, type.choices())),
          e);
    }
  }
}
