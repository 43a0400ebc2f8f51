package io.noisette.seq2seq;

import io.noisette.failure.UsageException;
import io.noisette.model.bart.BartConfig;
import io.noisette.model.bart.BartDirectory;
import io.noisette.model.bart.BartSpecialTokens;
import io.noisette.model.bart.ConditionalDirectory;
import io.noisette.model.bart.SourceEncoderConfig;
import io.noisette.run.ModelPath;
import io.noisette.seq2seq.data.LengthSettings;
import io.noisette.seq2seq.data.PairEncoders;
import io.noisette.seq2seq.data.PairLimits;
import io.noisette.seq2seq.data.TextEncoder;
import io.noisette.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A model for sequence-to-sequence tasks on disk: its config and tokenizer, which fit each other.
 * Reads no weights.
 *
 * @param directory Hugging Face model directory
 * @param config model config
 * @param tokenizer tokenizer of targets, and of sources if there is no source encoder
 * @param sourceTokenizer tokenizer of the source encoder, or null
 */
record Seq2SeqModel(
    Path directory, BartConfig config, Tokenizer tokenizer, @Nullable Tokenizer sourceTokenizer)
    implements AutoCloseable {

  /**
   * Opens a model.
   *
   * @param model model directory, checkpoint or run directory
   * @param warnings receives a line about special tokens without an embedding
   * @throws UsageException if it is no BART and no single stack, or its tokenizer does not fit
   */
  static Seq2SeqModel open(Path model, Consumer<String> warnings) throws IOException {
    Seq2SeqModel opened = openTargets(model, warnings);
    SourceEncoderConfig source = opened.config().sourceEncoder();
    if (source == null) {
      return opened;
    }
    try {
      Path file = opened.directory().resolve(BartDirectory.SOURCE_TOKENIZER);
      return opened.withSources(source, Tokenizer.load(file));
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  /**
   * Opens the model of a run, with as many layers as it starts from and the new source encoder that
   * the settings may add.
   *
   * @throws UsageException if it is no BART and no single stack, a tokenizer does not fit, it has
   *     fewer layers, or the settings of the source encoder do not fit
   */
  static Seq2SeqModel open(Seq2SeqFinetuneConfig run, Consumer<String> warnings)
      throws IOException {
    Seq2SeqModel opened = open(run.model(), warnings);
    try {
      return opened.withLayers(run.layers()).withSettings(run.sourceLanguage());
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  private Seq2SeqModel withLayers(@Nullable Integer layers) {
    if (layers == null) {
      return this;
    }
    int most =
        config.isSingleStack()
            ? config.encoderLayers() + config.decoderLayers()
            : Math.min(config.encoderLayers(), config.decoderLayers());
    if (layers > most) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "--layers %d: %s has %d encoder layers and %d decoder layers; give at most %d",
              layers,
              directory,
              config.encoderLayers(),
              config.decoderLayers(),
              most));
    }
    return new Seq2SeqModel(directory, config.withLayers(layers), tokenizer, sourceTokenizer);
  }

  private Seq2SeqModel withSettings(SourceEncoderSettings settings) throws IOException {
    boolean hasOne = config.sourceEncoder() != null;
    Integer layers = settings.sourceEncoder();
    Path file = settings.sourceTokenizer();
    if (layers != null && file != null) {
      if (hasOne) {
        throw new UsageException(
            "--source-encoder: %s has a source encoder already; leave it out, and give --stage 2 to"
                    .formatted(directory)
                + " train all of the model");
      }
      if (config.isSingleStack()) {
        throw new UsageException(
            "--source-encoder is put in front of a BART, but "
                + directory
                + " has no encoder and decoder; give another --model");
      }
      return withNewEncoder(layers, Tokenizer.load(file));
    }
    if (settings.isFirstStage() && !hasOne) {
      throw new UsageException(
          "--stage 1 is for models with a source encoder, but %s has none; give --source-encoder and"
                  .formatted(directory)
              + " --source-tokenizer for a new one, or leave out --stage");
    }
    return this;
  }

  private Seq2SeqModel withNewEncoder(int layers, Tokenizer own) {
    try {
      SourceEncoderConfig source =
          SourceEncoderConfig.like(config, own.getSize(), layers)
              .with(it -> it.bos(own.getBosId()).pad(own.getPadId()).eos(own.getEosId()));
      return withSources(source, own);
    } catch (RuntimeException e) {
      own.close();
      throw e;
    }
  }

  private Seq2SeqModel withSources(SourceEncoderConfig source, Tokenizer own) {
    try {
      own.requireIdsBelow(source.vocabSize(), warning -> {});
      requireSame(directory, "<s>", own.getBosId(), "source_encoder.bos_token_id", source.bos());
      requireSame(directory, "</s>", own.getEosId(), "source_encoder.eos_token_id", source.eos());
      requireSame(directory, "<pad>", own.getPadId(), "source_encoder.pad_token_id", source.pad());
      BartConfig whole = config.with(it -> it.sourceEncoder(source));
      return new Seq2SeqModel(directory, whole, tokenizer, own);
    } catch (RuntimeException e) {
      own.close();
      throw e;
    }
  }

  private static Seq2SeqModel openTargets(Path model, Consumer<String> warnings)
      throws IOException {
    Path directory = ModelPath.resolve(model);
    BartConfig config = new ConditionalDirectory(directory).readConfig();
    Tokenizer tokenizer = Tokenizer.load(directory);
    try {
      tokenizer.requireIdsBelow(config.vocabSize(), warnings);
      BartSpecialTokens special = config.special();
      requireSame(directory, "<s>", tokenizer.getBosId(), "bos_token_id", special.bos());
      requireSame(directory, "</s>", tokenizer.getEosId(), "eos_token_id", special.eos());
      requireSame(directory, "<pad>", tokenizer.getPadId(), "pad_token_id", special.pad());
      return new Seq2SeqModel(directory, config, tokenizer, null);
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
   * @param prefix put before every source
   * @throws UsageException if a maximum length is more than the model allows
   */
  PairEncoders toEncoders(LengthSettings lengths, String prefix) {
    PairLimits limits = getLimits(lengths);
    return new PairEncoders(
        toSourceEncoder(limits.source(), prefix),
        new TextEncoder(
            "target",
            tokenizer,
            "",
            config.getTargetStart(),
            config.special().eos(),
            limits.target()),
        lengths.truncate());
  }

  /**
   * Returns the maximum lengths of sources and targets.
   *
   * @throws UsageException if the settings are more than the model allows
   */
  PairLimits getLimits(LengthSettings lengths) {
    return PairLimits.of(lengths, config, directory);
  }

  /** Returns the text of an encoded source, without {@code <s>} and {@code </s>}. */
  String decodeSource(int[] ids) {
    return getSourceTokenizer().decode(Arrays.copyOfRange(ids, 1, ids.length - 1));
  }

  /** Returns the tokenizer of the sources. */
  Tokenizer getSourceTokenizer() {
    return sourceTokenizer == null ? tokenizer : sourceTokenizer;
  }

  private TextEncoder toSourceEncoder(int limit, String prefix) {
    SourceEncoderConfig source = config.sourceEncoder();
    return source == null
        ? new TextEncoder(
            "source", tokenizer, prefix, config.special().bos(), config.special().eos(), limit)
        : new TextEncoder(
            "source", getSourceTokenizer(), prefix, source.bos(), source.eos(), limit);
  }

  @Override
  public void close() {
    tokenizer.close();
    if (sourceTokenizer != null) {
      sourceTokenizer.close();
    }
  }
}
