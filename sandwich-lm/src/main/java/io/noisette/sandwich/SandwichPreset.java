package io.noisette.sandwich;

import io.noisette.settings.GivenValue;
import io.noisette.settings.Preset;
import io.noisette.settings.SettingsFile;
import java.util.Locale;
import java.util.Map;

/** Models with training settings that suit them; {@code presets/NAME.yaml} has the numbers. */
public enum SandwichPreset implements Preset {
  /** sandwich(4,1), d 128: minutes on two cores. */
  TINY,
  /** sandwich(16,6), d 64: ten minutes on two cores, so that orders can be compared. */
  DESK,
  /** The paper's sandwich(16,6), d 1024, on WikiText-103 (docs/papers.md 2.2 and 2.3). */
  SANDWICH_16_6_PAPER,
  /** The paper's interleaved(16), with the same settings. */
  BASELINE_PAPER;

  /** As the command line has it. */
  String getName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Override
  public Map<String, GivenValue> getSettings() {
    return SettingsFile.readResource(SandwichPreset.class, "presets/" + getName() + ".yaml");
  }
}
