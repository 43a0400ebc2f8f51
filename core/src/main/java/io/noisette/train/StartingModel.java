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

/** Model of {@code --init-from}, which gives a run the initial weights and the model config. */
public final class StartingModel {

  private StartingModel() {}

  /** Reader of the vocabulary size of a model directory. */
  @FunctionalInterface
  public interface VocabularyReader {
    int readSize(Path model) throws IOException;
  }

  /**
   * Returns the directory of the initial weights after checking that the model and the corpus have
   * equal vocabularies; null without {@code --init-from}.
   *
   * @param tokenizer tokenizer of the corpus
   * @throws UsageException if the vocabularies differ
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
    console.info("initial weights and model config from " + directory);
    return directory;
  }

  /**
   * Returns the model directory whose config the run takes: that of {@code --init-from}, or the
   * newest checkpoint if the run is resumed; null without {@code --init-from}.
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
   * Returns settings with the sizes of the model config, because the record of a run has to show
   * the sizes in use.
   *
   * @param given settings before the model config was applied
   * @throws UsageException if the user set a size that differs from the model config
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
