package io.noisette.train;

import io.noisette.command.Console;
import io.noisette.failure.UsageException;
import io.noisette.model.weights.ConfigJson;
import io.noisette.run.CheckpointDirectory;
import io.noisette.run.ModelPath;
import io.noisette.settings.SettingsSchema;
import io.noisette.tokenizer.Tokenizer;
import io.noisette.tokenizer.VocabularyCheck;
import java.io.IOException;
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
    /** Reads the vocabulary size of a model directory. */
    int readSize(Path model) throws IOException;
  }

  /**
   * Returns the model directory of {@code --init-from}, or null if it is not set; throws a {@link
   * UsageException} if its vocabulary differs from the corpus's.
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
   * Returns the model directory whose config a run uses: that of {@code --init-from}, or the newest
   * checkpoint of a resumed run; null without {@code --init-from}.
   */
  public static @Nullable Path findShape(TrainingSettings training, RuntimeSettings runtime)
      throws IOException {
    Path from = training.initFrom();
    if (from == null) {
      return null;
    }
    Path output = runtime.output();
    Path newest = output == null ? null : CheckpointDirectory.findNewest(output, ConfigJson.NAME);
    return newest != null ? newest : ModelPath.resolve(from);
  }

  /**
   * Returns the vocabulary size of the model that a plan is for: that of {@code --init-from} or the
   * resumed run, otherwise that of the tokenizer.
   *
   * @param vocabulary reader of the size of a model
   * @throws UsageException if the vocabularies of the model and the tokenizer differ
   */
  public static int countVocabulary(
      TrainingSettings training,
      RuntimeSettings runtime,
      Tokenizer tokenizer,
      Console console,
      VocabularyReader vocabulary)
      throws IOException {
    Path start = findShape(training, runtime);
    if (start == null) {
      return tokenizer.getSize();
    }
    int size = vocabulary.readSize(start);
    new VocabularyCheck(start, "--init-from").require(size, tokenizer, console);
    return size;
  }

  /**
   * Returns the vocabulary size of the model that a plan without a corpus is for.
   *
   * @param assumed size of a new model
   * @param vocabulary reader of the size of a model
   */
  public static int countVocabulary(
      TrainingSettings training, RuntimeSettings runtime, int assumed, VocabularyReader vocabulary)
      throws IOException {
    Path start = findShape(training, runtime);
    return start == null ? assumed : vocabulary.readSize(start);
  }

  /**
   * Returns settings with the model sizes of {@code --init-from}, so that the run record shows the
   * sizes in use.
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
            "--%s %s differs from the model of --init-from %s, which has %s; leave the option out"
                .formatted(name, before.get(name), initFrom, after.get(name)));
      }
    }
    return taken;
  }
}
