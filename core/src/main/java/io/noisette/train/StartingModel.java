package io.noisette.train;

import io.noisette.command.Console;
import io.noisette.failure.UsageException;
import io.noisette.run.CheckpointDirectory;
import io.noisette.run.ModelPath;
import io.noisette.settings.SettingsSchema;
import io.noisette.tokenizer.Tokenizer;
import io.noisette.tokenizer.VocabularyCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The model of {@code --init-from}, from which a run has its first weights and its shape. */
public final class StartingModel {

  private StartingModel() {}

  /** Reads how many tokens a model knows. */
  @FunctionalInterface
  public interface VocabularyReader {
    int readSize(Path model) throws IOException;
  }

  /**
   * The directory of the first weights, if its tokens are those of the corpus; null without {@code
   * --init-from}.
   *
   * @param tokenizer of the corpus
   * @throws UsageException if the tokens are others
   */
  public static @Nullable Path find(
      TrainingSettings training, Tokenizer tokenizer, Console console, VocabularyReader vocabulary)
      throws IOException {
    Path from = training.initFrom();
    if (from == null) {
      return null;
    }
    Path directory = ModelPath.resolve(from);
    new VocabularyCheck(directory, "--init-from")
        .require(vocabulary.readSize(directory), tokenizer, console);
    console.info("weights and shape from " + directory);
    return directory;
  }

  /**
   * The directory of the model that gives a run its shape: that of {@code --init-from}, or the
   * newest checkpoint if the run goes on; null without {@code --init-from}.
   */
  public static @Nullable Path findShape(TrainingSettings training, RuntimeSettings runtime)
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
   * Settings that took over the shape of a model, for the record of the run is to be true.
   *
   * @param given what they were before
   * @throws UsageException if someone chose what the model does not have
   */
  public static <S extends Record> S acceptShape(
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
