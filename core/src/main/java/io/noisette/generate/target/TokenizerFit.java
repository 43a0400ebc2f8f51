package io.noisette.generate.target;

import io.noisette.failure.UsageException;
import io.noisette.model.bart.BartConfig;
import io.noisette.model.bart.BartDirectory;
import io.noisette.model.bart.SourceEncoderConfig;
import io.noisette.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** Check whether a tokenizer is that of a model. */
public final class TokenizerFit {

  private TokenizerFit() {}

  /**
   * Opens the tokenizer of the sources: that of the model's source encoder, or {@code targets} if
   * it has none.
   *
   * @param directory of the model
   * @throws UsageException if there is none, or its special tokens are not those of the model
   */
  static Tokenizer openSources(Path directory, Tokenizer targets, BartConfig config)
      throws IOException {
    SourceEncoderConfig encoder = config.sourceEncoder();
    if (encoder == null) {
      return targets;
    }
    Path file = directory.resolve(BartDirectory.SOURCE_TOKENIZER);
    Tokenizer sources = Tokenizer.load(file);
    try {
      sources.requireIdsBelow(encoder.vocabSize(), notice -> {});
      if (sources.getBosId() != encoder.bos() || sources.getEosId() != encoder.eos()) {
        throw new UsageException(
            file
                + " has other ids of <s> and </s> than source_encoder in config.json; use the"
                + " tokenizer that the model was trained with");
      }
      return sources;
    } catch (RuntimeException e) {
      sources.close();
      throw e;
    }
  }

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
