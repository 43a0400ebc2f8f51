package io.noisette.model.bart;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.engine.Precision;
import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import io.noisette.model.ModelTask;
import io.noisette.model.layer.Initialization;
import io.noisette.model.weights.StoredWeights;
import io.noisette.model.weights.WeightFiles;
import io.noisette.safetensors.SafetensorsTensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * A BART model as a Hugging Face directory: {@code config.json}, {@code generation_config.json} and
 * {@code model.safetensors}, which transformers and Noisette read alike.
 */
public final class BartDirectory {

  private final Path path;
  private final Consumer<String> notices;

  /** A directory that holds what BART has and no more, as Noisette writes it. */
  public BartDirectory(Path path) {
    this(path, notice -> {});
  }

  /**
   * A directory that others may have written.
   *
   * @param notices told, in a line, which tensors are not used
   */
  public BartDirectory(Path path, Consumer<String> notices) {
    this.path = path;
    this.notices = notices;
  }

  public BartConfig readConfig() throws IOException {
    return BartConfigFile.read(path);
  }

  /** Reads a model with the dropout of its configuration, in fp32. */
  public BartModel read(NDManager parent) throws IOException {
    return read(parent, readConfig(), Precision.FP32);
  }

  /**
   * Reads the parameters of a model whose configuration the caller may have changed where shapes do
   * not depend on it.
   *
   * @throws CorruptDataException if a tensor is missing or has another shape
   * @throws UsageException if there are no weights
   */
  public BartModel read(NDManager parent, BartConfig config, Precision precision)
      throws IOException {
    try (StoredWeights weights = StoredWeights.open(path, BartLayout.tensorNames())) {
      SafetensorsTensor bias = weights.takeLogitsBias(config.vocabSize());
      Initialization none = new Initialization(0, 0, config.special().pad()); // BART has no head
      return new BartModel(
          parent,
          config,
          precision,
          weights.values(BartLayout.of(config), none, notices),
          bias == null ? new float[config.vocabSize()] : bias.toFloats());
    }
  }

  /** Writes into the directory, which exists; the bytes depend on the model alone. */
  public void write(BartModel model) throws IOException {
    BartConfigFile.write(path, model.getConfig(), ModelTask.CONDITIONAL_GENERATION, null);
    NDArray bias = model.getLogitsBias();
    StoredWeights.writer(model.getParameters())
        .floats(StoredWeights.LOGITS_BIAS, bias.getShape().getShape(), bias::toFloatArray)
        .write(path.resolve(WeightFiles.SINGLE));
  }
}
