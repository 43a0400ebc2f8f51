package io.noisette.tokenizer;

import io.noisette.command.Console;
import io.noisette.failure.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** Refuses a model to which the ids of a corpus mean other words. */
public final class SameWords {

  private final Path model;
  private final String subject;

  /**
   * @param option that named the model, such as {@code --model}
   */
  public SameWords(Path model, String option) {
    this.model = model;
    this.subject = option + " " + model;
  }

  /**
   * Compares the model's words with those of the corpus's tokenizer.
   *
   * @throws UsageException that names the first word that differs
   */
  public void require(int vocabSize, Tokenizer tokenizer, Console console) throws IOException {
    if (vocabSize != tokenizer.getSize()) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "%s has %,d words, but the corpus was made with a tokenizer of %,d",
              subject,
              vocabSize,
              tokenizer.getSize()));
    }
    if (!Tokenizer.isIn(model)) {
      console.warn(model + " has no tokenizer: its words cannot be compared");
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
              "%s: token %d is '%s', but '%s' in the corpus's tokenizer",
              subject,
              id,
              own,
              corpus));
    }
  }

  /** Nothing for an id that a tokenizer does not have. */
  private static String word(Tokenizer tokenizer, int id) {
    return id < tokenizer.getSize() ? tokenizer.getToken(id) : "";
  }
}
