package io.noisette.model.directory;

import com.google.gson.JsonObject;
import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import io.noisette.file.Uninterrupted;
import io.noisette.model.ModelTask;
import io.noisette.model.ParameterSpec;
import io.noisette.model.bart.BartLayout;
import io.noisette.model.sandwich.SandwichConfig;
import io.noisette.model.sandwich.SandwichConfigFile;
import io.noisette.model.sandwich.SandwichLayout;
import io.noisette.model.weights.ConfigJson;
import io.noisette.model.weights.StoredWeights;
import io.noisette.model.weights.TensorNames;
import io.noisette.model.weights.WeightFiles;
import io.noisette.model.weights.WeightType;
import io.noisette.safetensors.SafetensorsTensor;
import io.noisette.safetensors.SafetensorsWriter;
import io.noisette.text.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes a copy of a model directory in the current format of transformers: exactly the tensors of
 * its model class, under their current names, without duplicates. Works without libtorch.
 */
public final class ModelExport {

  private final Path source;
  private final WeightType type;

  /** Creates an export of a model directory with weights of the given type. */
  public ModelExport(Path source, WeightType type) {
    this.source = source;
    this.type = type;
  }

  /**
   * Summary of an exported model.
   *
   * @param architecture class name in transformers, or {@code model_type} if transformers has no
   *     class
   * @param vocabSize number of tokens in the vocabulary
   * @param tensors number of tensors in the file
   * @param values number of values in all tensors
   */
  public record Summary(String architecture, int vocabSize, int tensors, long values) {}

  /**
   * Writes {@code config.json}, {@code model.safetensors} and, if the source has one, {@code
   * generation_config.json}.
   *
   * @param target an existing directory
   * @param stop returns true to give up, asked before each tensor
   * @param notices receives one line that lists the tensors the model's class does not have
   * @throws CancellationException if {@code stop} returned true; the directory is incomplete then
   * @throws CorruptDataException if a tensor is missing or has the wrong shape
   * @throws UsageException if the model's class is unknown, or a value is too large for the type
   */
  public Summary write(Path target, BooleanSupplier stop, Consumer<String> notices)
      throws IOException {
    Contents contents = ConfigJson.read(source, Contents::of);
    ConfigJson.write(target, ConfigJson.NAME, withType(contents.config()));
    Path generation = source.resolve("generation_config.json");
    if (Files.exists(generation)) {
      Files.write(target.resolve(generation.getFileName()), WholeFile.readBytes(generation));
    }
    try (StoredWeights weights = StoredWeights.open(source, contents.names())) {
      SafetensorsTensor bias = weights.takeLogitsBias(contents.vocabSize());
      TreeMap<String, SafetensorsTensor> tensors =
          new TreeMap<>(weights.require(contents.layoutOf(weights), notices));
      if (bias != null && contents.task() == ModelTask.CONDITIONAL_GENERATION) {
        tensors.put(StoredWeights.LOGITS_BIAS, bias);
      }
      SafetensorsWriter writer = new SafetensorsWriter().metadata("format", "pt");
      boolean isCausal = contents.task() == ModelTask.CAUSAL_LM;
      tensors.forEach(
          (name, tensor) ->
              add(writer, isCausal ? BartLayout.causalName(name) : name, tensor, stop));
      writer.write(target.resolve(WeightFiles.SINGLE));
      long values = tensors.values().stream().mapToLong(SafetensorsTensor::getElementCount).sum();
      return new Summary(contents.className(), contents.vocabSize(), tensors.size(), values);
    }
  }

  private record Contents(
      String className,
      @Nullable ModelTask task,
      TensorNames names,
      List<ParameterSpec> layout,
      int vocabSize,
      JsonObject config) {

    static Contents of(ConfigJson json) {
      if (SandwichConfigFile.isIn(json)) {
        SandwichConfig config = SandwichConfigFile.toConfig(json);
        return new Contents(
            SandwichConfigFile.MODEL_TYPE,
            null,
            TensorNames.unchanged(),
            SandwichLayout.of(config),
            config.vocabSize(),
            json.toJson());
      }
      Architecture architecture = Architecture.of(json);
      return new Contents(
          architecture.getClassName(),
          architecture.task(),
          Architecture.tensorNames(architecture.family()),
          architecture.layout(json),
          json.required("vocab_size"),
          json.toJson());
    }

    /** Returns all parameters; the pooler only if a head needs it or it is stored. */
    List<ParameterSpec> layoutOf(StoredWeights weights) {
      boolean headless = task == ModelTask.ENCODING;
      return headless ? layout.stream().filter(weights::hasOrNeeds).toList() : layout;
    }
  }

  private JsonObject withType(JsonObject config) {
    config.remove("_name_or_path"); // a path of another machine
    config.addProperty(config.has("dtype") ? "dtype" : "torch_dtype", type.getName());
    return config;
  }

  private void add(
      SafetensorsWriter writer, String name, SafetensorsTensor tensor, BooleanSupplier stop) {
    Supplier<float[]> values =
        () -> {
          if (stop.getAsBoolean() || Uninterrupted.isInterrupted()) {
            throw new CancellationException("stopped before " + name);
          }
          return tensor.toFloats();
        };
    switch (type) {
      case FLOAT32 -> writer.floats(name, tensor.getShape(), values);
      case FLOAT16 -> writer.halves(name, tensor.getShape(), values);
    }
  }
}
