package io.noisette.settings;

import java.util.Map;

/**
 * Interface of enums whose constants are named bundles of settings.
 *
 * <p>A preset's values override the defaults, and options and files given by the user override a
 * preset. A setting that only gets its value from presets is marked {@link Setting#byPreset}.
 */
public interface Preset {

  /** Returns the preset's values by name of the setting, in the form of a settings file. */
  Map<String, GivenValue> getSettings();

  /**
   * Returns the preset's values by name of the setting; they may depend on the settings that the
   * user has given.
   *
   * @param given settings given by the user, in a file or as options
   */
  default Map<String, GivenValue> getSettings(Map<String, GivenValue> given) {
    return getSettings();
  }
}
