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
 * A {@link SandwichModel} as a directory: {@code config.json} and {@code model.safetensors}, whose
 * names {@code docs/sandwich-format.md} tells.
 */
public final class SandwichDirectory {

  private final Path path;

  public SandwichDirectory(Path path) {
    this.path = path;
  }

  /**
   * Reads the configuration.
   *
   * @throws UsageException if it is another kind of model
   * @throws CorruptDataException if a value is missing or makes no sense
   */
  public SandwichConfig readConfig() throws IOException {
    return SandwichConfigFile.read(path);
  }

  /** Reads a model with the dropout of its configuration, in fp32. */
  public SandwichModel read(NDManager parent) throws IOException {
    return read(parent, readConfig(), Precision.FP32);
  }

  /**
   * Reads the parameters of a model whose configuration the caller may have changed where shapes do
   * not depend on it.
   *
   * @throws CorruptDataException if a tensor is missing, of another shape or not of this model
   * @throws UsageException if there are no weights
   */
  public SandwichModel read(NDManager parent, SandwichConfig config, Precision precision)
      throws IOException {
    try (StoredWeights weights = StoredWeights.open(path, TensorNames.unchanged())) {
      return new SandwichModel(
          parent, config, precision, weights.values(SandwichLayout.of(config)));
    }
  }

  /** Writes into the directory, which exists; the bytes depend on the model alone. */
  public void write(SandwichModel model) throws IOException {
    SandwichConfigFile.write(path, model.getConfig());
    StoredWeights.write(path, model.getParameters());
  }
}
