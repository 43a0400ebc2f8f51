package io.noisette.settings;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Settings some of whose values may have no effect, because of the values of others. */
public interface UnusedSettings {

  /** Returns the names of the settings that have no effect, as options but without dashes. */
  Set<String> findUnused();

  /**
   * Returns the names of the settings that were given values other than the defaults, but have no
   * effect, in alphabetical order.
   *
   * @param settings a record of settings
   */
  static <T extends Record & UnusedSettings> Set<String> findIgnored(T settings) {
    @SuppressWarnings("unchecked") // the class of a T
    SettingsSchema<T> schema = SettingsSchema.of((Class<T>) settings.getClass());
    Set<String> ignored = new TreeSet<>(schema.findChosen(schema.toMap(settings)));
    ignored.retainAll(settings.findUnused());
    return ignored;
  }

  /**
   * Returns a warning that names the settings of {@link #findIgnored}; empty if there are none.
   *
   * @param settings a record of settings
   * @param causes options whose values decide about it, such as {@code --optimizer and --schedule}
   */
  static <T extends Record & UnusedSettings> List<String> findWarnings(T settings, String causes) {
    Set<String> ignored = findIgnored(settings);
    return ignored.isEmpty()
        ? List.of()
        : List.of(
            "these settings have no effect beside %s as they are: --%s"
                .formatted(causes, String.join(", --", ignored)));
  }
}
