package io.noisette.report;

import io.noisette.command.Command;
import io.noisette.failure.UsageException;
import io.noisette.run.RunRecord;
import io.noisette.settings.SettingsSchema;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.util.Map;
import java.util.Set;

/** Tells which settings of a run someone chose: those that are not the defaults of its verb. */
public final class ChangedSettings {

  private final Map<String, Provider<Command<?>>> commands;

  @Inject
  public ChangedSettings(Map<String, Provider<Command<?>>> commands) {
    this.commands = Map.copyOf(commands);
  }

  /** Their names; none if this version lacks the verb, or the preset it was given. */
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
