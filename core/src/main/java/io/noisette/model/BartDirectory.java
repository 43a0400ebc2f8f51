package io.noisette.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.noisette.engine.Parameters;
import io.noisette.engine.Precision;
import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import io.noisette.safetensors.SafetensorsFile;
import io.noisette.safetensors.SafetensorsTensor;
import io.noisette.safetensors.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A BART model as a Hugging Face directory: {@code config.json}, {@code generation_config.json} and
 * {@code model.safetensors}, which transformers and Noisette read alike.
 */
public final class BartDirectory {

  private static final String WEIGHTS = "model.safetensors";
  private static final String LOGITS_BIAS = "final_logits_bias";

  /** What a checkpoint of the model without its output layer leaves out of every name. */
  private static final String PREFIX = "model.";

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

  /** Reads a model with the dropout of its configuration, in fp32. */
  public BartModel read(NDManager parent) throws IOException {
    return read(parent, readConfig(), Precision.FP32);
  }

  /**
   * Reads the parameters of a model whose configuration the caller may have changed where shapes do
   * not depend on it.
   *
   * @throws CorruptDataException if a tensor is missing or has another shape
   * @throws UsageException if there are tensors that BART does not have
   */
  public BartModel read(NDManager parent, BartConfig config, Precision precision)
      throws IOException {
    Path weights = path.resolve(WEIGHTS);
    if (Files.notExists(weights)) {
      throw new UsageException(path + " has no " + WEIGHTS + "; other formats are not read");
    }
    try (SafetensorsFile file = SafetensorsFile.open(weights)) {
      Map<String, SafetensorsTensor> tensors = sort(file, config);
      SafetensorsTensor bias = tensors.get(LOGITS_BIAS);
      return new BartModel(
          parent,
          config,
          precision,
          spec -> Objects.requireNonNull(tensors.get(spec.name())).toFloats(),
          bias == null ? new float[config.vocabSize()] : bias.toFloats());
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

  /** Every tensor of the model by its name here; before any is read, all are found and checked. */
  private static Map<String, SafetensorsTensor> sort(SafetensorsFile file, BartConfig config) {
    Map<String, SafetensorsTensor> byName = new LinkedHashMap<>();
    for (String name : file.getNames()) {
      byName.put(isWhole(file) ? name : PREFIX + name, file.getTensor(name));
    }
    Set<String> strangers = new TreeSet<>(byName.keySet());
    SafetensorsTensor words =
        TIED.stream().map(byName::get).filter(Objects::nonNull).findFirst().orElse(null);
    if (words != null) {
      byName.putIfAbsent(BartLayout.SHARED, words);
    }
    for (ParameterSpec spec : BartLayout.of(config)) {
      check(file, spec.name(), spec.shape(), byName.get(spec.name()));
      strangers.remove(spec.name());
    }
    if (byName.containsKey(LOGITS_BIAS)) {
      check(file, LOGITS_BIAS, new Shape(1, config.vocabSize()), byName.get(LOGITS_BIAS));
    }
    TIED.forEach(strangers::remove);
    strangers.remove(LOGITS_BIAS);
    if (!strangers.isEmpty()) {
      throw new UsageException(
          file.getPath() + " has tensors that BartForConditionalGeneration has not: " + strangers);
    }
    return byName;
  }

  /** Whether names are those of the whole model, and not of the part below its output layer. */
  private static boolean isWhole(SafetensorsFile file) {
    return file.getNames().stream().anyMatch(name -> name.startsWith(PREFIX));
  }

  private static void check(
      SafetensorsFile file, String name, Shape shape, @Nullable SafetensorsTensor tensor) {
    if (tensor == null) {
      throw new CorruptDataException(file.getPath() + " lacks the tensor " + name);
    }
    if (!Arrays.equals(tensor.getShape(), shape.getShape())) {
      throw new CorruptDataException(
          "%s: %s has shape %s, but config.json makes it %s"
              .formatted(
                  file.getPath(),
                  tensor.getName(),
                  Arrays.toString(tensor.getShape()),
                  Arrays.toString(shape.getShape())));
    }
  }
}
