package io.noisette.bench;

import io.noisette.settings.GivenValue;
import io.noisette.settings.SettingsSchema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads settings of a command from arguments {@code name=value}. */
public final class BenchSettings {

  private BenchSettings() {}

  /** Returns a settings record; settings that are not given have their defaults. */
  public static <S extends Record> S read(Class<S> type, List<String> arguments) {
    Map<String, GivenValue> given = new LinkedHashMap<>();
    for (String argument : arguments) {
      String[] parts = argument.split("=", 2);
      given.put(parts[0], new GivenValue("--" + parts[0], List.of(parts[1])));
    }
    return SettingsSchema.of(type).read(given, Map.of());
  }
}
