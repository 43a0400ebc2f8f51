package io.noisette.sandwich;

import io.noisette.settings.GivenValue;
import io.noisette.settings.Preset;
import io.noisette.settings.SettingsFile;
import java.util.Locale;
import java.util.Map;

/** Model sizes with training settings that suit them, from {@code presets/NAME.yaml}. */
public enum SandwichPreset implements Preset {
  /** sandwich(4,1) with hidden size 128; trains in minutes on two cores. */
  TINY,
  /**
   * sandwich(16,6) with hidden size 64; trains in ten minutes on two cores, small enough to compare
   * many orderings.
   */
  DESK,
  /**
   * The paper's sandwich(16,6) with hidden size 1024, on WikiText-103 (docs/papers.md 2.2 and 2.3).
   */
  SANDWICH_16_6_PAPER,
  /**
   * The paper's baseline, 16 layers of alternating sublayers, with the settings of {@link
   * #SANDWICH_16_6_PAPER}.
   */
  BASELINE_PAPER;

  /** Returns the name on the command line. */
  String getName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Override
  public Map<String, GivenValue> getSettings() {
    return SettingsFile.readResource(SandwichPreset.class, "presets/" + getName() + ".yaml");
  }
}
