package io.noisette.settings;

import io.noisette.failure.UsageException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One setting, as its record component and {@link Setting} describe it. */
public final class SettingDefinition {

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

  /** {@code learningRate} is {@code learning-rate}. */
  static String nameOf(RecordComponent component) {
    return component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  private static Class<?> elementType(RecordComponent component) {
    return (Class<?>) ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0];
  }

  public String getName() {
    return name;
  }

  public String getHelp() {
    return setting.help();
  }

  /** The default as a user would write it; empty if there is none. */
  public String getDefaultText() {
    return flag && setting.byDefault().isEmpty() ? "false" : setting.byDefault();
  }

  /** What help calls the value: {@code N}, {@code FILE…}, {@code tiny|base}. */
  public String getPlaceholder() {
    String placeholder =
        setting.placeholder().isEmpty() ? type.placeholder() : setting.placeholder();
    return list && !placeholder.endsWith("…") ? placeholder + "…" : placeholder;
  }

  /** How a user names it: {@code --steps}, or the placeholder if it has no name to write. */
  public String getSubject() {
    return isPositional() ? getPlaceholder() : "--" + name;
  }

  /** All values there are, as a user writes them; none if they cannot be listed. */
  public List<String> getChoices() {
    return type.choices();
  }

  public boolean isPath() {
    return path;
  }

  public boolean isFlag() {
    return flag;
  }

  public boolean isList() {
    return list;
  }

  public boolean isNullable() {
    return nullable;
  }

  public boolean isPositional() {
    return setting.positional();
  }

  /** Whether a run may be resumed with another value. */
  public OnResume getResume() {
    return setting.resume();
  }

  /** Whether the presets give it its value. */
  public boolean isByPreset() {
    return setting.byPreset();
  }

  public boolean isRequired() {
    return !nullable && !isByPreset() && getDefaultText().isEmpty();
  }

  /** The default value, or null if there is none. */
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
      throw new UsageException(given.subject() + " must be one value, not " + texts.size());
    }
    if (list && texts.isEmpty()) {
      throw new UsageException(given.subject() + " must have at least one value");
    }
    List<Object> values = new ArrayList<>();
    for (String text : texts) {
      // A list of numbers may stand in one word: 1,2,3.
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
              text,
              Suggestion.forTypo(text, type.choices())),
          e);
    }
  }
}
