package io.noisette.seq2seq;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.noisette.command.Console;
import io.noisette.command.StopSignal;
import io.noisette.digest.Sha256;
import io.noisette.generate.search.GenerationConfigFile;
import io.noisette.generate.target.SourcePrefix;
import io.noisette.model.directory.ModelDirectory;
import io.noisette.seq2seq.data.EncodedPairs;
import io.noisette.seq2seq.data.PairEncoders;
import io.noisette.seq2seq.data.PairEncoding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Data of a run: the model that it starts from, and encoded pairs for training and validation.
 *
 * @param model config and tokenizer of the model
 * @param prefix text before every source; empty for none
 * @param train training pairs
 * @param validation validation pairs, with their references as text
 * @param digests SHA-256 of model, tokenizer and all files, by name
 */
record Seq2SeqData(
    Seq2SeqModel model,
    String prefix,
    EncodedPairs train,
    EncodedPairs validation,
    Map<String, String> digests)
    implements AutoCloseable {

  /**
   * Number of training targets, out of a thousand, that results may be as long as: outliers would
   * slow down generation.
   */
  private static final double MOST_TARGETS = 0.999;

  /**
   * Checks that the data files exist and their columns can be chosen.
   *
   * @throws io.noisette.failure.UsageException if not
   */
  static void checkFiles(Seq2SeqFinetuneConfig config) throws IOException {
    PairEncoding.check("--train", config.train(), config.format(), config.files());
    PairEncoding.check("--validation", config.validation(), config.format(), config.files());
  }

  /**
   * Checks that the model exists and fits its tokenizer and the settings.
   *
   * @throws io.noisette.failure.UsageException if not
   */
  static void checkModel(Seq2SeqFinetuneConfig config) throws IOException {
    try (Seq2SeqModel model = Seq2SeqModel.open(config, warning -> {})) {
      model.toEncoders(config.lengths(), "");
    }
  }

  /**
   * Reads and encodes all pairs; returns null if a stop was requested meanwhile.
   *
   * @param pairs JSON Lines with the training pairs; null: the training files of the settings
   */
  static @Nullable Seq2SeqData open(
      Seq2SeqFinetuneConfig config, @Nullable Path pairs, Console console, StopSignal stop)
      throws IOException {
    checkFiles(config);
    Seq2SeqModel model = Seq2SeqModel.open(config, console::warn);
    try {
      String prefix = SourcePrefix.choose(config.prefix(), model.directory(), console::info);
      PairEncoders encoders = model.toEncoders(config.lengths(), prefix);
      EncodedPairs train =
          pairs == null
              ? new PairEncoding("--train", config.format(), config.files(), encoders, console)
                  .read(config.train(), false, stop)
              : PairEncoding.ofGenerated(pairs, encoders, console)
                  .read(List.of(pairs), false, stop);
      EncodedPairs validation =
          train == null
              ? null
              : new PairEncoding("--validation", config.format(), config.files(), encoders, console)
                  .read(config.validation(), true, stop);
      if (train == null || validation == null) {
        model.close();
        return null;
      }
      Map<String, String> digests = new LinkedHashMap<>();
      digests.put("model", new ModelDirectory(model.directory(), told -> {}).readDigest());
      digests.put("search settings of the model", digestOfSearch(model.directory()));
      digests.put("tokenizer", model.tokenizer().getDigest());
      if (model.sourceTokenizer() != null) {
        digests.put("source tokenizer", model.sourceTokenizer().getDigest());
      }
      addDigests("train", train, digests);
      addDigests("validation", validation, digests);
      return new Seq2SeqData(model, prefix, train, validation, digests);
    } catch (IOException | RuntimeException e) {
      model.close();
      throw e;
    }
  }

  /** Returns the SHA-256 of the model's search settings, which validation uses. */
  private static String digestOfSearch(Path model) throws IOException {
    String settings = GenerationConfigFile.open(model).getSettings().toMap().toString();
    return Sha256.of(settings.getBytes(UTF_8));
  }

  /** Numbers the files, so that a run is resumed even if they have moved. */
  private static void addDigests(String name, EncodedPairs pairs, Map<String, String> digests) {
    int number = 1;
    for (String digest : pairs.getDigests().values()) {
      digests.put(name + " file " + number++, digest);
    }
  }

  /** Returns the number of tokens that nearly all training targets do not exceed. */
  int findLongestTarget() {
    return train.findTargetLength(MOST_TARGETS);
  }

  String describe() {
    return String.format(
        Locale.ROOT,
        "%,d training examples of %,d rows, %,d for validation of %,d rows",
        train.getSize(),
        train.getRowCount(),
        validation.getSize(),
        validation.getRowCount());
  }

  @Override
  public void close() {
    model.close();
  }
}
