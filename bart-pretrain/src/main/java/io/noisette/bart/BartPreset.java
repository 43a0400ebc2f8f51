package io.noisette.bart;

import io.noisette.settings.GivenValue;
import io.noisette.settings.Preset;
import io.noisette.settings.SettingsFile;
import java.util.Locale;
import java.util.Map;

/** Model sizes with training settings that suit them, from {@code presets/NAME.yaml}. */
public enum BartPreset implements Preset {
  /** 2 + 2 layers, hidden size 128: minutes on two cores. */
  TINY,
  /** 4 + 4 layers, hidden size 256: an hour on two cores. */
  MINI,
  /** 6 + 6 layers, hidden size 768: the size of bart-base. */
  BASE,
  /** 12 + 12 layers, hidden size 1024: the size of bart-large. */
  LARGE;

  @Override
  public Map<String, GivenValue> getSettings() {
    String name = name().toLowerCase(Locale.ROOT);
    return SettingsFile.readResource(BartPreset.class, "presets/" + name + ".yaml");
  }
}
