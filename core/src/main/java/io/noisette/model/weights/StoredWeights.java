package io.noisette.model.weights;

import ai.djl.ndarray.types.Shape;
import io.noisette.engine.Parameters;
import io.noisette.failure.CorruptDataException;
import io.noisette.model.ParameterSpec;
import io.noisette.model.layer.Initialization;
import io.noisette.safetensors.SafetensorsTensor;
import io.noisette.safetensors.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The tensors of a model directory by their names here, whichever names the files have. */
public final class StoredWeights implements AutoCloseable {

  public static final String LOGITS_BIAS = "final_logits_bias";

  /** Names in a notice, which is one line. */
  private static final int MAX_NAMES = 20;

  private final WeightFiles files;
  private final TensorNames names;
  private final Map<String, SafetensorsTensor> tensors = new LinkedHashMap<>();

  private StoredWeights(WeightFiles files, TensorNames names) {
    this.files = files;
    this.names = names;
    for (SafetensorsTensor tensor : files.getTensors()) {
      tensors.putIfAbsent(names.today(tensor.getName()), tensor);
    }
    names
        .getTied()
        .forEach(
            (copy, original) -> {
              SafetensorsTensor tensor = tensors.remove(copy);
              if (tensor != null) {
                tensors.putIfAbsent(original, tensor);
              }
            });
    tensors.keySet().removeIf(names::isCounter);
  }

  public static StoredWeights open(Path directory, TensorNames names) throws IOException {
    return new StoredWeights(WeightFiles.open(directory), names);
  }

  /** The bias of BART's scores, of which only conditional generation has a use, or null. */
  public @Nullable SafetensorsTensor takeLogitsBias(int vocabSize) {
    SafetensorsTensor bias = tensors.remove(LOGITS_BIAS);
    if (bias != null) {
      requireShape(LOGITS_BIAS, new Shape(1, vocabSize), bias);
    }
    return bias;
  }

  /**
   * Forgets tensors.
   *
   * @return whether there were any
   */
  public boolean leaveOut(List<String> unwanted) {
    return tensors.keySet().removeAll(unwanted);
  }

  /**
   * Where the values of each parameter come from; before any is read, all are found and checked.
   *
   * @param start of the parameters of a head that are not stored
   * @param notices told of those, and of tensors that the model has no use for
   * @throws CorruptDataException if a tensor is missing below the head or has another shape
   */
  public Function<ParameterSpec, float[]> values(
      List<ParameterSpec> layout, Initialization start, Consumer<String> notices) {
    List<ParameterSpec> stored = new ArrayList<>(layout);
    stored.removeIf(spec -> !hasOrNeeds(spec));
    List<String> random = new ArrayList<>();
    layout.stream().filter(s -> !stored.contains(s)).forEach(s -> random.add(s.name()));
    tell(notices, random, " does not have these weights, which start at random: ");
    Map<String, SafetensorsTensor> found = require(stored, notices);
    return spec -> {
      SafetensorsTensor tensor = found.get(spec.name());
      return tensor == null ? start.valuesOf(spec) : tensor.toFloats();
    };
  }

  /**
   * Like the other, where nothing may start at random and no tensor may be of no use.
   *
   * @throws CorruptDataException if it is otherwise
   */
  public Function<ParameterSpec, float[]> values(List<ParameterSpec> layout) {
    Map<String, SafetensorsTensor> found =
        require(
            layout,
            notice -> {
              throw new CorruptDataException(notice);
            });
    return spec -> Objects.requireNonNull(found.get(spec.name())).toFloats();
  }

  /**
   * The tensors of all parameters, by name.
   *
   * @param notices told of tensors that are of no parameter
   * @throws CorruptDataException if one is missing or has another shape
   */
  public Map<String, SafetensorsTensor> require(
      List<ParameterSpec> layout, Consumer<String> notices) {
    Map<String, SafetensorsTensor> found = new LinkedHashMap<>();
    for (ParameterSpec spec : layout) {
      SafetensorsTensor tensor = tensors.get(spec.name());
      if (tensor == null) {
        throw new CorruptDataException(files.getPath() + " lacks the tensor " + spec.name());
      }
      requireShape(spec.name(), spec.shape(), tensor);
      found.put(spec.name(), tensor);
    }
    TreeSet<String> unused = new TreeSet<>(tensors.keySet());
    unused.removeAll(found.keySet());
    tell(notices, List.copyOf(unused), " has tensors that this model does not use: ");
    return found;
  }

  /** Whether a parameter is stored, or cannot be missing. */
  public boolean hasOrNeeds(ParameterSpec spec) {
    return tensors.containsKey(spec.name()) || !names.isHead(spec.name());
  }

  /** Writes parameters as {@code model.safetensors} of a directory. */
  public static void write(Path directory, Parameters parameters) throws IOException {
    writer(parameters).write(directory.resolve(WeightFiles.SINGLE));
  }

  public static SafetensorsWriter writer(Parameters parameters) {
    SafetensorsWriter writer = new SafetensorsWriter().metadata("format", "pt");
    for (String name : parameters.getNames()) {
      long[] shape = parameters.get(name).getShape().getShape();
      writer.floats(name, shape, () -> parameters.get(name).toFloatArray());
    }
    return writer;
  }

  @Override
  public void close() throws IOException {
    files.close();
  }

  private void tell(Consumer<String> notices, List<String> those, String what) {
    if (!those.isEmpty()) {
      String more = those.size() > MAX_NAMES ? " and " + (those.size() - MAX_NAMES) + " more" : "";
      List<String> named = those.subList(0, Math.min(those.size(), MAX_NAMES));
      notices.accept(files.getPath() + what + String.join(", ", named) + more);
    }
  }

  private void requireShape(String name, Shape shape, SafetensorsTensor tensor) {
    if (!Arrays.equals(tensor.getShape(), shape.getShape())) {
      throw new CorruptDataException(
          "%s: %s has shape %s, but config.json makes it %s"
              .formatted(
                  files.getPath(),
                  name,
                  Arrays.toString(tensor.getShape()),
                  Arrays.toString(shape.getShape())));
    }
  }
}
