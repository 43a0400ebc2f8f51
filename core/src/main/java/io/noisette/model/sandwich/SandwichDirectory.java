package io.noisette.model.sandwich;

import ai.djl.ndarray.NDManager;
import io.noisette.engine.Precision;
import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import io.noisette.model.weights.StoredWeights;
import io.noisette.model.weights.TensorNames;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Reads and writes a {@link SandwichModel} as a directory with {@code config.json} and {@code
 * model.safetensors}, as described in {@code docs/sandwich-format.md}.
 */
public final class SandwichDirectory {

  private final Path path;

  /** Opens a directory; nothing is read yet. */
  public SandwichDirectory(Path path) {
    this.path = path;
  }

  /**
   * Reads the model config.
   *
   * @throws UsageException if the directory holds another kind of model
   * @throws CorruptDataException if a value is missing or invalid
   */
  public SandwichConfig readConfig() throws IOException {
    return SandwichConfigFile.read(path);
  }

  /** Reads the model with the dropout of its model config, in fp32. */
  public SandwichModel read(NDManager parent) throws IOException {
    return read(parent, readConfig(), Precision.FP32);
  }

  /**
   * Reads the weights into a model with the given config, which may differ from the stored one in
   * anything that changes no tensor shape, such as dropout.
   *
   * @throws CorruptDataException if a tensor is missing, unused or of the wrong shape
   * @throws UsageException if the directory has no weights
   */
  public SandwichModel read(NDManager parent, SandwichConfig config, Precision precision)
      throws IOException {
    try (StoredWeights weights = StoredWeights.open(path, TensorNames.unchanged())) {
      return new SandwichModel(
          parent, config, precision, weights.values(SandwichLayout.of(config)));
    }
  }

  /** Writes a model into the directory, which must exist; the bytes depend on the model alone. */
  public void write(SandwichModel model) throws IOException {
    SandwichConfigFile.write(path, model.getConfig());
    StoredWeights.write(path, model.getParameters());
  }
}
