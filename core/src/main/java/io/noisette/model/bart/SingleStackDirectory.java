package io.noisette.model.bart;

import ai.djl.ndarray.NDManager;
import io.noisette.engine.Precision;
import io.noisette.failure.CorruptDataException;
import io.noisette.model.ParameterValues;
import io.noisette.model.layer.Initialization;
import io.noisette.model.weights.ConfigJson;
import io.noisette.model.weights.StoredWeights;
import io.noisette.model.weights.WeightFiles;
import io.noisette.safetensors.SafetensorsTensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes a single stack as a Hugging Face model directory: {@code config.json} of a BART
 * with 0 layers for the absent stack, and {@code model.safetensors}. A language model opens as
 * BartForCausalLM in transformers, another as a BartModel without a decoder.
 */
public final class SingleStackDirectory {

  private final Path path;
  private final Consumer<String> notices;

  /** Opens a model directory that Noisette has written; unused tensors are not reported. */
  public SingleStackDirectory(Path path) {
    this(path, notice -> {});
  }

  /**
   * Opens a model directory, which another program may have written.
   *
   * @param notices receives one line that lists the unused tensors
   */
  public SingleStackDirectory(Path path, Consumer<String> notices) {
    this.path = path;
    this.notices = notices;
  }

  /** Returns whether the directory holds a single stack, not an encoder-decoder. */
  public boolean isSingleStack() throws IOException {
    return ConfigJson.read(path, SingleStackConfigFile::isSingleStack);
  }

  /** Reads the model config. */
  public SingleStackConfig readConfig() throws IOException {
    return ConfigJson.read(path, SingleStackConfigFile::toConfig);
  }

  /** Reads the model with the dropout of its model config, in fp32. */
  public SingleStackModel read(NDManager parent) throws IOException {
    return read(parent, readConfig(), Precision.FP32);
  }

  /**
   * Reads the weights into a model with the given config, which may differ from the stored one in
   * anything that changes no tensor shape, such as dropout.
   *
   * @throws CorruptDataException if a tensor is missing or has the wrong shape, or the logits have
   *     a bias
   */
  public SingleStackModel read(NDManager parent, SingleStackConfig config, Precision precision)
      throws IOException {
    return read(config, values -> new SingleStackModel(parent, config, precision, values));
  }

  /**
   * Reads the model for use without training, which takes half the memory of {@link
   * #read(NDManager, SingleStackConfig, Precision)}.
   *
   * @throws CorruptDataException if a tensor is missing or has the wrong shape, or the logits have
   *     a bias
   */
  public SingleStackModel readForInference(NDManager parent, Precision precision)
      throws IOException {
    SingleStackConfig config = readConfig();
    return read(config, values -> SingleStackModel.forInference(parent, config, precision, values));
  }

  private SingleStackModel read(
      SingleStackConfig config, Function<ParameterValues, SingleStackModel> create)
      throws IOException {
    BartConfig bart = config.bart();
    try (StoredWeights weights = StoredWeights.open(path, BartLayout.tensorNames())) {
      requireNoBias(weights.takeLogitsBias(bart.vocabSize()));
      Initialization none = new Initialization(0, 0, bart.special().pad()); // there is no head
      return create.apply(weights.values(BartLayout.of(bart), none, notices));
    }
  }

  /** Writes a model into the directory, which must exist; the bytes depend on the model alone. */
  public void write(SingleStackModel model) throws IOException {
    write(model, model.getConfig().objective());
  }

  /** Writes a model as {@link #write(SingleStackModel)} does, as one of another objective. */
  public void write(SingleStackModel model, String objective) throws IOException {
    SingleStackConfig own = model.getConfig();
    SingleStackConfig config = new SingleStackConfig(own.bart(), objective, own.mask());
    SingleStackConfigFile.write(path, config);
    StoredWeights.writer(
            model.getParameters(), name -> config.isDecoder() ? BartLayout.causalName(name) : name)
        .write(path.resolve(WeightFiles.SINGLE));
  }

  private void requireNoBias(@Nullable SafetensorsTensor bias) {
    if (bias == null) {
      return;
    }
    for (float value : bias.toFloats()) {
      if (value != 0) {
        throw new CorruptDataException(
            path + ": " + StoredWeights.LOGITS_BIAS + " must be 0 in a single stack");
      }
    }
  }
}
