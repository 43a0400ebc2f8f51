package io.noisette.settings;

import io.noisette.failure.UsageException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Records of settings as values by name, with groups flattened, and back. */
final class RecordValues {

  private RecordValues() {}

  /** Returns the values of a record by name of the setting, in the order of the components. */
  static Map<String, @Nullable Object> of(Record settings) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    collect(settings, values);
    return values;
  }

  private static void collect(Record group, Map<String, @Nullable Object> values) {
    for (RecordComponent component : group.getClass().getRecordComponents()) {
      Object value = valueOf(group, component);
      if (component.isAnnotationPresent(Setting.class)) {
        values.put(SettingDefinition.nameOf(component), value);
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
      throw new IllegalStateException(
          "the accessor of the record component " + component + " has failed", e);
    }
  }

  /**
   * Creates a record.
   *
   * @param values by name of the setting; one that is absent is null
   * @param given what the user has given, for messages
   * @throws UsageException if the record rejects its values
   */
  static <S extends Record> S toRecord(
      Class<S> type, Map<String, @Nullable Object> values, Map<String, GivenValue> given) {
    try {
      return type.cast(toRecord(type, values));
    } catch (UsageException e) {
      throw withSubject(e, given);
    }
  }

  /** Names option or file and line, where a message begins with the name of a setting. */
  private static UsageException withSubject(UsageException refusal, Map<String, GivenValue> given) {
    String message = String.valueOf(refusal.getMessage());
    String name = message.split(" ", 2)[0];
    GivenValue value = given.get(name.replaceFirst("^--", ""));
    return value == null
        ? refusal
        : new UsageException(value.subject() + message.substring(name.length()), refusal);
  }

  private static Object toRecord(
      Class<? extends Record> type, Map<String, @Nullable Object> values) {
    RecordComponent[] components = type.getRecordComponents();
    @Nullable Object[] arguments = new @Nullable Object[components.length];
    for (int i = 0; i < components.length; i++) {
      arguments[i] =
          components[i].isAnnotationPresent(Setting.class)
              ? values.get(SettingDefinition.nameOf(components[i]))
              : toRecord(components[i].getType().asSubclass(Record.class), values);
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
      throw new IllegalStateException(
          "the constructor of the settings record " + type.getName() + " has failed", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "the constructor of the settings record " + type.getName() + " has failed", e);
    }
  }
}
