package io.noisette.bart;

import io.noisette.settings.GivenValue;
import io.noisette.settings.SettingsSchema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Settings of {@code bart-pretrain} from arguments {@code name=value}. */
final class BenchSettings {

  private BenchSettings() {}

  static BartPretrainConfig read(List<String> arguments) {
    Map<String, GivenValue> given = new LinkedHashMap<>();
    for (String argument : arguments) {
      String[] parts = argument.split("=", 2);
      given.put(parts[0], new GivenValue("--" + parts[0], List.of(parts[1])));
    }
    return SettingsSchema.of(BartPretrainConfig.class).read(given, Map.of());
  }
}
