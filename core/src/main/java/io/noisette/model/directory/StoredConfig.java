package io.noisette.model.directory;

import io.noisette.failure.UsageException;
import io.noisette.model.DropoutRates;
import io.noisette.model.ModelFamily;
import io.noisette.model.ModelTask;
import io.noisette.model.ParameterSpec;
import io.noisette.model.bart.BartConfig;
import io.noisette.model.bart.BartConfigFile;
import io.noisette.model.bart.BartLayout;
import io.noisette.model.bart.SingleStackConfig;
import io.noisette.model.bart.SingleStackDirectory;
import io.noisette.model.encoder.EncoderConfig;
import io.noisette.model.encoder.EncoderConfigFile;
import io.noisette.model.encoder.EncoderLayout;
import io.noisette.model.weights.ConfigJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The model config of a directory, of any family.
 *
 * @param directory with a {@code config.json}
 * @param layers number of lowest layers to keep, or null for all
 */
record StoredConfig(Path directory, @Nullable Integer layers) {

  /**
   * Returns the config of the model without its upper layers.
   *
   * @throws UsageException if the model has fewer than {@code count} layers
   */
  StoredConfig withLayers(int count) throws IOException {
    int most = readLayerCount();
    if (count < 1 || count > most) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "%s has %d layers: the number of layers to keep must be from 1 to that, not %d",
              directory,
              most,
              count));
    }
    return new StoredConfig(directory, count);
  }

  ModelFamily readFamily() throws IOException {
    return ConfigJson.read(directory, ConfigJson::family);
  }

  boolean isBart() throws IOException {
    return readFamily() == ModelFamily.BART;
  }

  EncoderConfig readEncoder() throws IOException {
    EncoderConfig stored = ConfigJson.read(directory, EncoderConfigFile::toConfig);
    Integer kept = layers;
    return kept == null ? stored : stored.with(it -> it.numHiddenLayers(kept));
  }

  EncoderConfig readEncoder(ModelOptions options) throws IOException {
    return withDropout(readEncoder(), options);
  }

  EncoderConfig readMaskedLm(ModelOptions options) throws IOException {
    return withDropout(ConfigJson.read(directory, EncoderConfigFile::toMaskedLmConfig), options);
  }

  /** Reads the sizes of a BART or a single stack, with 0 layers for an absent stack. */
  BartConfig readBart() throws IOException {
    SingleStackDirectory stack = new SingleStackDirectory(directory);
    BartConfig stored =
        stack.isSingleStack()
            ? stack.readConfig().bart()
            : BartConfigFile.readOfOneVocabulary(directory);
    Integer kept = layers;
    return kept == null ? stored : stored.withLayers(kept);
  }

  BartConfig readBart(ModelOptions options) throws IOException {
    BartConfig stored = readBart();
    DropoutRates dropout = options.dropout();
    return dropout == null ? stored : stored.withDropout(dropout);
  }

  /** Returns the model config of a single stack with the given sizes, or null for a BART. */
  @Nullable SingleStackConfig findStack(BartConfig config) throws IOException {
    return config.isSingleStack()
        ? new SingleStackDirectory(directory).readConfig().withBart(config)
        : null;
  }

  /** Reads the dropout probabilities: {@link ModelDirectory#readDropout}. */
  DropoutRates readDropout(@Nullable Double hidden, @Nullable Double attention) throws IOException {
    boolean bart = isBart();
    DropoutRates stored = bart ? readBart().getDropoutRates() : readEncoder().dropout();
    double ofHidden = hidden != null ? hidden : stored.hidden();
    double ofHead =
        bart
            ? stored.head()
            : ConfigJson.read(directory, json -> json.number("classifier_dropout", ofHidden));
    return new DropoutRates(
        ofHidden, attention != null ? attention : stored.attention(), stored.activation(), ofHead);
  }

  int readMaxLength() throws IOException {
    return isBart() ? readBart().maxPositionEmbeddings() : readEncoder().maxLength();
  }

  List<ParameterSpec> readLayout(ModelTask task, int labels) throws IOException {
    return isBart()
        ? BartLayout.of(readBart(), task, labels)
        : EncoderLayout.of(readEncoder(), task, labels);
  }

  /** Estimates activations: {@link ModelDirectory#countActivations}. */
  long countActivations(DropoutRates dropout, long tokens, long window) throws IOException {
    return isBart()
        ? readBart().withDropout(dropout).countActivations(tokens, window)
        : readEncoder().with(it -> it.dropout(dropout)).countActivations(tokens, window);
  }

  private int readLayerCount() throws IOException {
    if (!isBart()) {
      return readEncoder().numHiddenLayers();
    }
    BartConfig stored = readBart();
    return stored.isSingleStack()
        ? stored.encoderLayers() + stored.decoderLayers()
        : Math.min(stored.encoderLayers(), stored.decoderLayers());
  }

  private static EncoderConfig withDropout(EncoderConfig stored, ModelOptions options) {
    DropoutRates dropout = options.dropout();
    return dropout == null ? stored : stored.with(it -> it.dropout(dropout));
  }
}
