package io.noisette.settings;

import java.util.Set;

/** Settings some of whose values may have no effect, because of the values of others. */
public interface UnusedSettings {

  /** Returns the names of the settings that have no effect, as options but without dashes. */
  Set<String> findUnused();
}
