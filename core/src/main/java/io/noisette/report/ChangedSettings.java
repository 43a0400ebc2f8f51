package io.noisette.report;

import io.noisette.command.Command;
import io.noisette.failure.UsageException;
import io.noisette.run.RunRecord;
import io.noisette.settings.SettingsSchema;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Lookup of the settings of a recorded run that differ from the defaults of its subcommand and
 * preset; renames settings that an earlier version recorded.
 */
public final class ChangedSettings {

  private final Map<String, Provider<Command<?>>> commands;

  /** Creates a lookup that knows the settings of the given subcommands. */
  @Inject
  public ChangedSettings(Map<String, Provider<Command<?>>> commands) {
    this.commands = Collections.unmodifiableMap(new LinkedHashMap<>(commands));
  }

  /** Returns a copy of a record in which all settings have their current names. */
  RunRecord rename(RunRecord run) {
    Provider<Command<?>> command = commands.get(run.verb());
    return command == null
        ? run
        : run.withCurrentNames(SettingsSchema.of(command.get().getSettingsType()).getOldNames());
  }

  /**
   * Returns the names of the settings chosen by the user; none if this version lacks the subcommand
   * or the preset of the run.
   */
  Set<String> find(RunRecord run) {
    Provider<Command<?>> command = commands.get(run.verb());
    if (command == null) {
      return Set.of();
    }
    try {
      return SettingsSchema.of(command.get().getSettingsType()).findChosen(run.settings());
    } catch (UsageException e) {
      return Set.of();
    }
  }
}
