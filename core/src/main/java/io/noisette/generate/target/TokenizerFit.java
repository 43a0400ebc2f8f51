package io.noisette.generate.target;

import io.noisette.failure.UsageException;
import io.noisette.model.bart.BartConfig;
import io.noisette.tokenizer.Tokenizer;
import java.nio.file.Path;
import java.util.Locale;

/** Check whether a tokenizer is that of a model. */
public final class TokenizerFit {

  private TokenizerFit() {}

  /**
   * Checks that a model knows all ids of a tokenizer, and that both have the same special tokens.
   *
   * @param directory of the model, for the message
   * @throws UsageException if not
   */
  public static void require(Path directory, Tokenizer tokenizer, BartConfig config) {
    tokenizer.requireIdsBelow(config.vocabSize(), notice -> {});
    if (tokenizer.getBosId() != config.special().bos()
        || tokenizer.getEosId() != config.special().eos()) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "%s: <s> and </s> have the ids %d and %d in the tokenizer, but %d and %d in"
                  + " config.json; use the tokenizer that the model was trained with",
              directory,
              tokenizer.getBosId(),
              tokenizer.getEosId(),
              config.special().bos(),
              config.special().eos()));
    }
  }
}
