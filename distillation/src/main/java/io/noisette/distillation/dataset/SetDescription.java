package io.noisette.distillation.dataset;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import io.noisette.distillation.unroll.LabelForm;
import io.noisette.distillation.unroll.TextNetwork;
import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import io.noisette.run.ModelPath;
import io.noisette.settings.HomeDirectory;
import io.noisette.text.JsonFault;
import io.noisette.text.StrictJson;
import io.noisette.text.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a distilled set is: sizes, labels, word vectors, and the networks it was distilled for. It
 * is the {@code config.json} beside the tensors of the set.
 *
 * @param modelType always {@value #TYPE}
 * @param task value of {@code --task}
 * @param labels names of the classes
 * @param perClass number of texts per class in a step
 * @param length number of word vectors of a text
 * @param wordSize dimension of the word vectors
 * @param labelForm what the stored labels are
 * @param words value of {@code --words}
 * @param wordsDigest SHA-256 over word vectors and tokenizer
 * @param seed random seed of the run
 * @param network architecture of the networks
 * @param maps number of feature maps of a text CNN
 * @param init initial weights of the networks
 * @param pretrainingEpochs number of epochs on real texts for pretrained weights
 * @param pretrainingRate learning rate there
 * @param pretrainingData data directory there; null for that of the task
 * @param attack class to be taken for another, as {@code FROM:TO}, or null
 * @param validationTexts number of training texts that were held out; null in sets of before
 */
public record SetDescription(
    String modelType,
    String task,
    List<String> labels,
    int perClass,
    int steps,
    int epochs,
    int length,
    int wordSize,
    LabelForm labelForm,
    String words,
    String wordsDigest,
    long seed,
    NetworkKind network,
    int maps,
    InitKind init,
    int pretrainingEpochs,
    double pretrainingRate,
    @Nullable String pretrainingData,
    @Nullable String attack,
    @Nullable Integer validationTexts) {

  static final String TYPE = "distilled-dataset";

  /** What sets held out that do not say so. */
  private static final int VALIDATION_TEXTS = 1000;

  private static final String FILE_NAME = "config.json";
  private static final int MOST = 1 << 20;
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().serializeNulls().disableHtmlEscaping().create();

  public SetDescription {
    Objects.requireNonNull(modelType, "modelType");
    Objects.requireNonNull(task, "task");
    labels = List.copyOf(labels);
    Objects.requireNonNull(labelForm, "labelForm");
    Objects.requireNonNull(words, "words");
    Objects.requireNonNull(wordsDigest, "wordsDigest");
    Objects.requireNonNull(network, "network");
    Objects.requireNonNull(init, "init");
    if (validationTexts != null && validationTexts < 1) {
      throw new IllegalArgumentException(
          "validationTexts must be at least 1, not " + validationTexts);
    }
    for (int size : new int[] {perClass, steps, epochs, length, wordSize, maps}) {
      if (size < 1 || size > MOST) {
        throw new IllegalArgumentException("sizes must be in [1, " + MOST + "], not " + size);
      }
    }
  }

  /** Throws an {@link IllegalArgumentException} if a size is more than any set may have. */
  static void requireSize(String key, int size) {
    if (size > MOST) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s must be at most %d, not %d", key, MOST, size));
    }
  }

  /**
   * Checks that the set is not too large to be an array.
   *
   * @throws UsageException if it has 2^31 numbers or more
   */
  void requireArrays() {
    double rates = (double) steps * epochs;
    double numbers = (double) steps * perClass * labels.size() * length * wordSize;
    if (Math.max(numbers, rates) > Integer.MAX_VALUE) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "--per-class %d, --steps %d, --epochs %d and --max-length %d make a set of %.0f numbers"
                  + " (%d classes, vectors of %d), but at most %d are possible; choose fewer",
              perClass,
              steps,
              epochs,
              length,
              Math.max(numbers, rates),
              labels.size(),
              wordSize,
              Integer.MAX_VALUE));
    }
    double largest = (double) maps * wordSize * TextNetwork.LARGEST_CONVOLUTION;
    if (network == NetworkKind.TEXT_CNN && largest > Integer.MAX_VALUE) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "--maps %d with word vectors of %d numbers makes a convolution of %.0f weights, but at"
                  + " most %d are possible; choose fewer",
              maps,
              wordSize,
              largest,
              Integer.MAX_VALUE));
    }
  }

  /** Returns whether a task is the file that defines it, not a name. */
  static boolean isFile(String task) {
    return task.endsWith(".yaml");
  }

  /**
   * Checks that the files which the description names are there.
   *
   * @param set path of the set, for messages
   * @throws UsageException if one is not
   */
  public void requireFiles(Path set) throws IOException {
    if (isFile(task)) {
      requireFile(set, "task", HomeDirectory.require("--task", task));
    }
    if (pretrainingData != null && init.isPretrained()) {
      requireFile(
          set, "pretrainingData", HomeDirectory.require("--pretraining-data", pretrainingData));
    }
  }

  private static void requireFile(Path set, String key, Path file) throws IOException {
    if (Files.notExists(file)) {
      throw new UsageException(
          "%s has the %s %s, which is not there; put it there, or give its new path in that file"
              .formatted(ModelPath.resolve(set).resolve(FILE_NAME), key, file));
    }
  }

  /** Returns the number of training texts that were held out. */
  public int countValidationTexts() {
    return validationTexts == null ? VALIDATION_TEXTS : validationTexts;
  }

  /** Returns the number of texts of a step. */
  public int countRows() {
    return perClass * labels.size();
  }

  /** Returns the class of a row of a step: those of class 0 first, then those of class 1. */
  public int labelOf(int row) {
    return row / perClass;
  }

  void write(Path directory) throws IOException {
    Files.writeString(directory.resolve(FILE_NAME), GSON.toJson(this) + "\n");
  }

  /**
   * Reads the description of a set.
   *
   * @throws UsageException if the directory holds something else
   * @throws CorruptDataException if the file is damaged
   */
  static SetDescription read(Path directory) throws IOException {
    Path path = directory.resolve(FILE_NAME);
    String text = WholeFile.readText(path);
    try {
      if (!text.contains(TYPE)) {
        throw new UsageException(
            directory + " is not a distilled data set, which distill-dataset writes");
      }
      SetDescription read = StrictJson.read(GSON, text, SetDescription.class);
      if (read != null) {
        return read;
      }
    } catch (JsonParseException e) {
      throw new CorruptDataException(
          path + " is not the description of a distilled data set: " + JsonFault.describe(e), e);
    } catch (UsageException e) {
      throw e;
    } catch (RuntimeException e) { // Gson wraps what the constructor throws
      throw new CorruptDataException(
          path + " is not the description of a distilled data set: a key is missing or invalid", e);
    }
    throw new CorruptDataException(path + " is empty");
  }
}
