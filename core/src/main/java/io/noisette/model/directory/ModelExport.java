package io.noisette.model.directory;

import com.google.gson.JsonObject;
import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import io.noisette.model.ModelTask;
import io.noisette.model.ParameterSpec;
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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A model directory as transformers would write it today: all tensors of its class under their
 * names, nothing twice and nothing else. No tensor library is needed.
 */
public final class ModelExport {

  private final Path source;
  private final WeightType type;

  public ModelExport(Path source, WeightType type) {
    this.source = source;
    this.type = type;
  }

  /**
   * What was written.
   *
   * @param architecture the class in transformers, or the type of a model that it does not have
   * @param vocabSize words that the model knows
   * @param tensors in the file
   * @param values in all tensors
   */
  public record Summary(String architecture, int vocabSize, int tensors, long values) {}

  /**
   * Writes {@code config.json}, {@code model.safetensors} and, where there is one, {@code
   * generation_config.json}.
   *
   * @param target a directory that exists
   * @param notices told, in a line, which tensors the model's class does not have
   * @throws CorruptDataException if a tensor is missing or has another shape
   * @throws UsageException if the model is of a class that is not known, or a value is too large
   */
  public Summary write(Path target, Consumer<String> notices) throws IOException {
    Contents contents = ConfigJson.read(source, Contents::of);
    ConfigJson.write(target, ConfigJson.NAME, withType(contents.config()));
    Path generation = source.resolve("generation_config.json");
    if (Files.exists(generation)) {
      Files.write(target.resolve(generation.getFileName()), Files.readAllBytes(generation));
    }
    try (StoredWeights weights = StoredWeights.open(source, contents.names())) {
      SafetensorsTensor bias = weights.takeLogitsBias(contents.vocabSize());
      TreeMap<String, SafetensorsTensor> tensors =
          new TreeMap<>(weights.require(contents.layoutOf(weights), notices));
      if (bias != null && contents.task() == ModelTask.CONDITIONAL_GENERATION) {
        tensors.put(StoredWeights.LOGITS_BIAS, bias);
      }
      SafetensorsWriter writer = new SafetensorsWriter().metadata("format", "pt");
      tensors.forEach((name, tensor) -> add(writer, name, tensor));
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

    /** All parameters, but for a pooler where no head needs it and it is not stored. */
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

  private void add(SafetensorsWriter writer, String name, SafetensorsTensor tensor) {
    Supplier<float[]> values = tensor::toFloats;
    switch (type) {
      case FLOAT32 -> writer.floats(name, tensor.getShape(), values);
      case FLOAT16 -> writer.halves(name, tensor.getShape(), values);
    }
  }
}
