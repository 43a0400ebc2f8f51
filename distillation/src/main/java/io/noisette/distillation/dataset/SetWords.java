package io.noisette.distillation.dataset;

import io.noisette.failure.UsageException;
import io.noisette.run.ModelPath;
import io.noisette.settings.HomeDirectory;
import io.noisette.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Word vectors that a distilled set belongs to. */
public final class SetWords {

  private SetWords() {}

  /**
   * Opens the word vectors of a set.
   *
   * @param path of the set
   * @param given model to read them from; null for the one that they were read from
   * @throws UsageException if these are other word vectors than those of the set
   */
  public static WordTable open(SetDescription set, Path path, @Nullable String given)
      throws IOException {
    String words = given == null ? set.words() : given;
    WordTable table =
        words.equals(WordTable.RANDOM)
            ? WordTable.random(Tokenizer.load(ModelPath.resolve(path)), set.wordSize(), set.seed())
            : given == null ? readOwn(set, path) : read(words, set.network());
    if (!table.getDigest().equals(set.wordsDigest())) {
      table.close();
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "--set %s was distilled for the word vectors of %s, but %s has different ones; give the"
                  + " model that the set was distilled for with --words",
              path,
              set.words(),
              words));
    }
    return table;
  }

  private static WordTable readOwn(SetDescription set, Path path) throws IOException {
    if (!Files.exists(HomeDirectory.require("--words", set.words()))) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "--set %s was distilled for the word vectors of %s, which is not there; give the model"
                  + " that the set was distilled for with --words",
              path,
              set.words()));
    }
    return read(set.words(), set.network());
  }

  /**
   * Reads the word vectors of a model as the networks see them: as they are for an encoder,
   * standardized for other networks.
   *
   * @throws UsageException if there is no model at the path
   */
  public static WordTable read(String words, NetworkKind network) throws IOException {
    Path model = ModelPath.resolve(HomeDirectory.require("--words", words));
    WordTable table = WordTable.read(model);
    return network == NetworkKind.ENCODER ? table : table.toStandardized();
  }
}
