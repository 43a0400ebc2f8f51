package io.noisette.train;

import io.noisette.failure.UsageException;
import io.noisette.run.CheckpointDirectory;
import io.noisette.run.ModelPath;
import io.noisette.settings.SettingsSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The shape of a run that begins with {@code --init-from}: the model's, and the run's settings say
 * so, for its record is to be true.
 */
public final class StartingShape {

  private StartingShape() {}

  /**
   * The directory of the model that gives a run its shape: that of {@code --init-from}, or the
   * newest checkpoint if the run goes on; null without {@code --init-from}.
   */
  public static @Nullable Path findModel(TrainingSettings training, RuntimeSettings runtime)
      throws IOException {
    Path from = training.initFrom();
    if (from == null) {
      return null;
    }
    Path output = runtime.output();
    Path latest = output == null ? null : CheckpointDirectory.latestOf(output);
    return latest != null && Files.isDirectory(latest) ? latest : ModelPath.resolve(from);
  }

  /**
   * Settings that took over the shape of a model.
   *
   * @param given what they were before
   * @throws UsageException if someone chose what the model does not have
   */
  public static <S extends Record> S accept(
      SettingsSchema<S> schema, S given, S taken, @Nullable Path initFrom) {
    Map<String, @Nullable Object> before = schema.toMap(given);
    Map<String, @Nullable Object> after = schema.toMap(taken);
    for (String name : schema.findChosen(before)) {
      if (!Objects.equals(before.get(name), after.get(name))) {
        throw new UsageException(
            "--%s %s, but --init-from %s has %s; leave it out"
                .formatted(name, before.get(name), initFrom, after.get(name)));
      }
    }
    return taken;
  }
}
