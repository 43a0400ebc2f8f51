package io.noisette.seq2seq;

import io.noisette.failure.UsageException;
import io.noisette.model.bart.BartConfig;
import io.noisette.model.bart.BartDirectory;
import io.noisette.model.bart.BartSpecialTokens;
import io.noisette.run.ModelPath;
import io.noisette.seq2seq.data.LengthSettings;
import io.noisette.seq2seq.data.PairEncoders;
import io.noisette.seq2seq.data.TextEncoder;
import io.noisette.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A BART for sequence-to-sequence tasks on disk: its config and tokenizer, which fit each other.
 * Reads no weights.
 *
 * @param directory Hugging Face model directory
 * @param config model config
 * @param tokenizer tokenizer of sources and targets
 */
record Seq2SeqModel(Path directory, BartConfig config, Tokenizer tokenizer)
    implements AutoCloseable {

  /**
   * Opens a model.
   *
   * @param model model directory, checkpoint or run directory
   * @param warnings receives a line about special tokens without an embedding
   * @throws UsageException if it is no BART, or its tokenizer does not fit
   */
  static Seq2SeqModel open(Path model, Consumer<String> warnings) throws IOException {
    Path directory = ModelPath.resolve(model);
    BartConfig config = new BartDirectory(directory).readConfig();
    Tokenizer tokenizer = Tokenizer.load(directory);
    try {
      tokenizer.requireIdsBelow(config.vocabSize(), warnings);
      BartSpecialTokens special = config.special();
      requireSame(directory, "<s>", tokenizer.getBosId(), "bos_token_id", special.bos());
      requireSame(directory, "</s>", tokenizer.getEosId(), "eos_token_id", special.eos());
      requireSame(directory, "<pad>", tokenizer.getPadId(), "pad_token_id", special.pad());
      return new Seq2SeqModel(directory, config, tokenizer);
    } catch (RuntimeException e) {
      tokenizer.close();
      throw e;
    }
  }

  private static void requireSame(Path directory, String token, int id, String key, int expected) {
    if (id != expected) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "%s: token id %d is %s in the tokenizer, but %s is %d in config.json; use the"
                  + " tokenizer that the model was trained with",
              directory,
              id,
              token,
              key,
              expected));
    }
  }

  /**
   * Returns encoders of sources and targets.
   *
   * @throws UsageException if a maximum length is more than the model allows
   */
  PairEncoders toEncoders(LengthSettings lengths) {
    int bos = config.special().bos();
    int eos = config.special().eos();
    int source = limit("--max-source-length", lengths.maxSourceLength());
    int target = limit("--max-target-length", lengths.maxTargetLength());
    return new PairEncoders(
        new TextEncoder("source", tokenizer, bos, eos, source),
        new TextEncoder("target", tokenizer, bos, eos, target),
        lengths.truncate());
  }

  private int limit(String option, @Nullable Integer given) {
    int most = config.maxPositionEmbeddings();
    if (given != null && given > most) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "%s %d is longer than %s allows (max_position_embeddings = %d)",
              option,
              given,
              directory,
              most));
    }
    return given == null ? most : given;
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
