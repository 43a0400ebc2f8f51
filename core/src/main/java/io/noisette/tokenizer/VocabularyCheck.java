package io.noisette.tokenizer;

import io.noisette.command.Console;
import io.noisette.failure.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** Checks that the tokenizers of a model and a corpus assign the same ids to the same tokens. */
public final class VocabularyCheck {

  private final Path model;
  private final String subject;

  /**
   * Creates a check against the tokenizer in a model directory, which the user has given as {@code
   * option}.
   *
   * @param option option that named the model, such as {@code --model}, for messages
   */
  public VocabularyCheck(Path model, String option) {
    this.model = model;
    this.subject = option + " " + model;
  }

  /**
   * Throws a {@link UsageException} if the vocabularies of model and corpus differ; if the model
   * directory has no tokenizer, warns instead.
   *
   * @param vocabSize vocabulary size of the model
   * @throws UsageException if they differ; the message names the first token that does
   */
  public void require(int vocabSize, Tokenizer tokenizer, Console console) throws IOException {
    boolean comparable = Tokenizer.isIn(model);
    if (vocabSize < tokenizer.getSize() || (!comparable && vocabSize > tokenizer.getSize())) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "%s has a vocabulary of %,d tokens, but the corpus was tokenized with one of %,d;"
                  + " prepare the corpus with the model's tokenizer",
              subject,
              vocabSize,
              tokenizer.getSize()));
    }
    if (!comparable) {
      console.warn(
          model + " has no tokenizer, so its vocabulary cannot be compared with the corpus's");
      return;
    }
    try (Tokenizer own = Tokenizer.load(model)) {
      for (int id = 0; id < Math.max(own.getSize(), tokenizer.getSize()); id++) {
        requireSame(id, word(own, id), word(tokenizer, id));
      }
    }
  }

  private void requireSame(int id, String own, String corpus) {
    if (!own.equals(corpus)) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "%s: token id %d is '%s', but '%s' in the corpus's tokenizer; prepare the corpus with"
                  + " the model's tokenizer",
              subject,
              id,
              own,
              corpus));
    }
  }

  /** Returns the token with an id, or an empty string if the tokenizer has none. */
  private static String word(Tokenizer tokenizer, int id) {
    return id < tokenizer.getSize() ? tokenizer.getToken(id) : "";
  }
}
