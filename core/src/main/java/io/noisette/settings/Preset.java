package io.noisette.settings;

import java.util.Map;

/**
 * What an enum implements whose constants stand for bundles of settings.
 *
 * <p>They come behind what the user says and before the defaults. A setting that only presets give
 * a value is marked {@link Setting#byPreset}.
 */
public interface Preset {

  /** Values by name of the setting, as a settings file would give them. */
  Map<String, GivenValue> getSettings();

  /**
   * Values that depend on other settings too.
   *
   * @param given what the user says, in a file or by options
   */
  default Map<String, GivenValue> getSettings(Map<String, GivenValue> given) {
    return getSettings();
  }
}
