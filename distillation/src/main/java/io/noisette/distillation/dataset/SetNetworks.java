package io.noisette.distillation.dataset;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.distillation.unroll.TextNetwork;
import io.noisette.failure.UsageException;
import io.noisette.model.ModelFamily;
import io.noisette.model.directory.LengthFit;
import io.noisette.model.directory.ModelDirectory;
import io.noisette.model.encoder.EncoderConfig;
import io.noisette.random.Mix;
import io.noisette.run.ModelPath;
import io.noisette.settings.HomeDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Networks of one architecture, and their initial weights before any training on real texts:
 * random, or for a pretrained encoder those of its model with a random classifier.
 */
public final class SetNetworks implements AutoCloseable {

  private static final int FIXED = 1;
  private static final int STEP = 2;
  private static final int HELD_OUT = 3;
  private static final int VALIDATION = 4;

  private final TextNetwork network;
  private final @Nullable Path encoder; // model that pretrained weights are read from
  private final @Nullable ModelFamily family;
  private final long seed;

  private SetNetworks(
      TextNetwork network, @Nullable Path encoder, @Nullable ModelFamily family, long seed) {
    this.network = network;
    this.encoder = encoder;
    this.family = family;
    this.seed = seed;
  }

  /**
   * Compiles the networks of a set.
   *
   * @param words model of the word vectors, which an encoder also takes its model config from
   * @throws UsageException if that model is no encoder, or texts are longer than it allows
   */
  public static SetNetworks open(NDManager parent, SetDescription set, String words)
      throws IOException {
    int classes = set.labels().size();
    if (set.network() == NetworkKind.TEXT_CNN) {
      return new SetNetworks(
          TextNetwork.textCnn(parent, set.wordSize(), set.maps(), classes), null, null, set.seed());
    }
    if (set.network() == NetworkKind.MEAN_VECTOR) {
      return new SetNetworks(
          TextNetwork.meanVector(parent, set.wordSize(), classes), null, null, set.seed());
    }
    Path model = ModelPath.resolve(HomeDirectory.require("--words", words));
    EncoderConfig config = readConfig(model, set.length());
    return new SetNetworks(
        TextNetwork.encoder(parent, config, classes),
        set.init().isPretrained() ? model : null,
        config.family(),
        set.seed());
  }

  private static EncoderConfig readConfig(Path model, int length) throws IOException {
    ModelDirectory directory = new ModelDirectory(model, notice -> {});
    ModelFamily family = directory.readFamily();
    if (family != ModelFamily.BERT && family != ModelFamily.ROBERTA) {
      throw new UsageException(
          "--network encoder needs a BERT or RoBERTa, but --words %s is a %s; use text-cnn"
              .formatted(model, family.getModelType()));
    }
    EncoderConfig config = directory.readEncoderConfig();
    LengthFit.require(length, "the model of --words", config.maxLength());
    return config;
  }

  /** Returns the network. */
  public TextNetwork getNetwork() {
    return network;
  }

  /** Returns the initial weights of network {@code number} among fixed or pretrained ones. */
  public List<NDArray> getFixed(NDManager owner, int number) throws IOException {
    return initialize(owner, Mix.of(seed, FIXED, number));
  }

  /** Returns random initial weights for an outer step. */
  public List<NDArray> getOfStep(NDManager owner, long step, int number) {
    return network.initialize(owner, Mix.of(seed, STEP, step, number));
  }

  /** Returns random initial weights for validation, which no outer step has seen. */
  public List<NDArray> getOfValidation(NDManager owner, int number) {
    return network.initialize(owner, Mix.of(seed, VALIDATION, number));
  }

  /** Returns initial weights that neither an outer step nor a validation has seen. */
  public List<NDArray> getHeldOut(NDManager owner, int number) throws IOException {
    return initialize(owner, Mix.of(seed, HELD_OUT, number));
  }

  /**
   * Returns what a pretrained network depends on, by name.
   *
   * @param texts digest of the texts that it is trained on
   * @param number of the network
   */
  Map<String, String> readOrigin(SetDescription set, String texts, int number) throws IOException {
    Map<String, String> origin = new TreeMap<>();
    origin.put("network", set.network().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    origin.put("maps", Integer.toString(set.maps()));
    origin.put("words", set.wordsDigest());
    origin.put("seed", Long.toString(set.seed()));
    origin.put("number", Integer.toString(number));
    origin.put("pretraining-epochs", Integer.toString(set.pretrainingEpochs()));
    origin.put("pretraining-rate", Double.toString(set.pretrainingRate()));
    origin.put("texts", texts);
    if (encoder != null) {
      origin.put("model", new ModelDirectory(encoder, notice -> {}).readDigest());
    }
    return origin;
  }

  /** Frees the native memory; no thread may use it meanwhile. */
  @Override
  public void close() {
    network.close();
  }

  private List<NDArray> initialize(NDManager owner, long ofNetwork) throws IOException {
    return encoder == null || family == null
        ? network.initialize(owner, ofNetwork)
        : network.readStart(owner, encoder, family, ofNetwork);
  }
}
