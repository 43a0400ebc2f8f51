package io.noisette.bart;

import io.noisette.settings.GivenValue;
import io.noisette.settings.Preset;
import io.noisette.settings.SettingsFile;
import java.util.Locale;
import java.util.Map;

/** Model sizes with training settings that suit them, from {@code presets/NAME.yaml}. */
public enum BartPreset implements Preset {
  /** 2 encoder and 2 decoder layers, hidden size 128; trains in minutes on two cores. */
  TINY,
  /** 4 encoder and 4 decoder layers, hidden size 256; trains in an hour on two cores. */
  MINI,
  /** 6 encoder and 6 decoder layers, hidden size 768: the size of bart-base. */
  BASE,
  /** 12 encoder and 12 decoder layers, hidden size 1024: the size of bart-large. */
  LARGE;

  @Override
  public Map<String, GivenValue> getSettings() {
    String name = name().toLowerCase(Locale.ROOT);
    return SettingsFile.readResource(BartPreset.class, "presets/" + name + ".yaml");
  }
}
