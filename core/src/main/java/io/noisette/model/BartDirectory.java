package io.noisette.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.noisette.engine.Parameters;
import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import io.noisette.safetensors.SafetensorsFile;
import io.noisette.safetensors.SafetensorsTensor;
import io.noisette.safetensors.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A BART model as a Hugging Face directory: {@code config.json}, {@code generation_config.json} and
 * {@code model.safetensors}, which transformers and Noisette read alike.
 */
public final class BartDirectory {

  private static final String WEIGHTS = "model.safetensors";
  private static final String LOGITS_BIAS = "final_logits_bias";

  /** Copies of the word table that older checkpoints carry. */
  private static final List<String> TIED =
      List.of(
          "lm_head.weight",
          "model.encoder.embed_tokens.weight",
          "model.decoder.embed_tokens.weight");

  private final Path path;

  public BartDirectory(Path path) {
    this.path = path;
  }

  public BartConfig readConfig() throws IOException {
    return BartConfigFile.read(path);
  }

  /** Reads a model with the dropout of its configuration. */
  public BartModel read(NDManager parent) throws IOException {
    return read(parent, readConfig());
  }

  /**
   * Reads the parameters of a model whose configuration the caller may have changed where shapes do
   * not depend on it.
   *
   * @throws CorruptDataException if a tensor is missing or has another shape
   * @throws UsageException if there are tensors that BART does not have
   */
  public BartModel read(NDManager parent, BartConfig config) throws IOException {
    Path weights = path.resolve(WEIGHTS);
    if (Files.notExists(weights)) {
      throw new UsageException(path + " has no " + WEIGHTS + "; other formats are not read");
    }
    try (SafetensorsFile file = SafetensorsFile.open(weights)) {
      refuseStrangers(file, config);
      float[] bias =
          file.contains(LOGITS_BIAS)
              ? values(file, LOGITS_BIAS, new Shape(1, config.vocabSize()))
              : new float[config.vocabSize()];
      return new BartModel(
          parent, config, spec -> values(file, nameIn(file, spec.name()), spec.shape()), bias);
    }
  }

  /** Writes into the directory, which exists; the bytes depend on the model alone. */
  public void write(BartModel model) throws IOException {
    BartConfigFile.write(path, model.getConfig());
    SafetensorsWriter writer = new SafetensorsWriter().metadata("format", "pt");
    Parameters parameters = model.getParameters();
    for (String name : parameters.getNames()) {
      add(writer, name, parameters.get(name));
    }
    add(writer, LOGITS_BIAS, model.getLogitsBias());
    writer.write(path.resolve(WEIGHTS));
  }

  /** Writes named arrays, such as an optimizer's moments, as one safetensors file. */
  static void add(SafetensorsWriter writer, String name, NDArray array) {
    writer.floats(name, array.getShape().getShape(), array::toFloatArray);
  }

  private static float[] values(SafetensorsFile file, String name, Shape shape) {
    SafetensorsTensor tensor = file.getTensor(name);
    if (!Arrays.equals(tensor.getShape(), shape.getShape())) {
      throw new CorruptDataException(
          "%s: %s has shape %s, but config.json makes it %s"
              .formatted(
                  file.getPath(),
                  name,
                  Arrays.toString(tensor.getShape()),
                  Arrays.toString(shape.getShape())));
    }
    return tensor.toFloats();
  }

  private static String nameIn(SafetensorsFile file, String name) {
    if (!file.contains(name) && name.equals(BartLayout.SHARED)) {
      return TIED.stream().filter(file::contains).findFirst().orElse(name);
    }
    return name;
  }

  private static void refuseStrangers(SafetensorsFile file, BartConfig config) {
    Set<String> strangers = new TreeSet<>(file.getNames());
    BartLayout.of(config).forEach(spec -> strangers.remove(spec.name()));
    TIED.forEach(strangers::remove);
    strangers.remove(LOGITS_BIAS);
    if (!strangers.isEmpty()) {
      throw new UsageException(
          file.getPath() + " has tensors that BartForConditionalGeneration has not: " + strangers);
    }
  }
}
