package io.noisette.model.weights;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.noisette.engine.Parameters;
import io.noisette.engine.TensorMemory;
import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import io.noisette.model.ParameterSpec;
import io.noisette.model.ParameterValues;
import io.noisette.model.layer.Initialization;
import io.noisette.safetensors.SafetensorsTensor;
import io.noisette.safetensors.SafetensorsWriter;
import io.noisette.text.Excerpt;
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
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The tensors of a model directory, under the names that current transformers versions use even if
 * the files have older ones.
 */
public final class StoredWeights implements AutoCloseable {

  /** Tensor name of the bias that BART adds to its output logits. */
  public static final String LOGITS_BIAS = "final_logits_bias";

  /** Maximum number of tensor names in a notice, which is one line. */
  private static final int MAX_NAMES = 20;

  private static final int MAX_LETTERS = 200;

  private final WeightFiles files;
  private final TensorNames names;
  private final Map<String, SafetensorsTensor> tensors = new LinkedHashMap<>();
  private final Map<String, List<SafetensorsTensor>> copies = new LinkedHashMap<>();

  private StoredWeights(WeightFiles files, TensorNames names) {
    this.files = files;
    this.names = names;
    for (SafetensorsTensor tensor : files.getTensors()) {
      SafetensorsTensor other = tensors.put(names.today(tensor.getName()), tensor);
      if (other != null) {
        throw new CorruptDataException(
            files.getPath()
                + ": the tensors "
                + nameOf(other)
                + " and "
                + nameOf(tensor)
                + " are the same one of different versions of transformers");
      }
    }
    names
        .getTied()
        .forEach(
            (copy, original) -> {
              SafetensorsTensor tensor = tensors.remove(copy);
              if (tensor != null && tensors.putIfAbsent(original, tensor) != null) {
                copies.computeIfAbsent(original, it -> new ArrayList<>()).add(tensor);
              }
            });
    tensors.keySet().removeIf(names::isCounter);
  }

  /**
   * Opens the weight files of a directory and reads their headers; values are read when needed.
   *
   * @throws UsageException if there are none in safetensors format
   */
  public static StoredWeights open(Path directory, TensorNames names) throws IOException {
    return new StoredWeights(WeightFiles.open(directory), names);
  }

  /**
   * Removes and returns the bias of BART's output logits, (1, V), or null if it is not stored; only
   * conditional generation uses it.
   */
  public @Nullable SafetensorsTensor takeLogitsBias(int vocabSize) {
    SafetensorsTensor bias = tensors.remove(LOGITS_BIAS);
    if (bias != null) {
      requireShape(LOGITS_BIAS, new Shape(1, vocabSize), bias);
    }
    return bias;
  }

  /**
   * Excludes the named tensors from all later calls, and returns whether any of them is stored.
   *
   * @return whether at least one of them is stored
   */
  public boolean leaveOut(List<String> unwanted) {
    return tensors.keySet().removeAll(unwanted);
  }

  /**
   * Returns a function that reads a parameter's values; missing tensors and wrong shapes are
   * reported at once, NaN and infinite values when they are read.
   *
   * @param start initialization of head parameters that are not stored
   * @param notices receives one line about randomly initialized parameters and one about unused
   *     tensors
   * @throws CorruptDataException if a tensor below the head is missing or has the wrong shape
   */
  public ParameterValues values(
      List<ParameterSpec> layout, Initialization start, Consumer<String> notices) {
    List<ParameterSpec> stored = new ArrayList<>(layout);
    stored.removeIf(spec -> !hasOrNeeds(spec));
    List<String> random = new ArrayList<>();
    layout.stream().filter(s -> !stored.contains(s)).forEach(s -> random.add(s.name()));
    tell(notices, random, " does not contain these weights, which are initialized randomly: ");
    Map<String, SafetensorsTensor> found = require(stored, notices);
    return (spec, target) -> {
      SafetensorsTensor tensor = found.get(spec.name());
      if (tensor == null) {
        start.write(spec, target);
      } else {
        tensor.copyFiniteFloats(target);
      }
    };
  }

  /**
   * Returns a function that reads a parameter's values, for layouts that must match the files
   * exactly.
   *
   * @throws CorruptDataException if a tensor is missing, unused or of the wrong shape
   */
  public ParameterValues values(List<ParameterSpec> layout) {
    Map<String, SafetensorsTensor> found =
        require(
            layout,
            notice -> {
              throw new CorruptDataException(notice);
            });
    return (spec, target) ->
        Objects.requireNonNull(found.get(spec.name())).copyFiniteFloats(target);
  }

  /**
   * Returns the stored tensors of all parameters, by name.
   *
   * @param notices receives one line about unused tensors, and one about each redundant copy with
   *     other values
   * @throws CorruptDataException if a tensor is missing or has the wrong shape
   */
  public Map<String, SafetensorsTensor> require(
      List<ParameterSpec> layout, Consumer<String> notices) {
    Map<String, SafetensorsTensor> found = new LinkedHashMap<>();
    for (ParameterSpec spec : layout) {
      SafetensorsTensor tensor = tensors.get(spec.name());
      if (tensor == null) {
        throw new CorruptDataException(
            files.getPath() + ": the tensor " + spec.name() + " is missing");
      }
      requireShape(spec.name(), spec.shape(), tensor);
      copies.getOrDefault(spec.name(), List.of()).forEach(copy -> compare(copy, tensor, notices));
      found.put(spec.name(), tensor);
    }
    TreeSet<String> unused = new TreeSet<>(tensors.keySet());
    unused.removeAll(found.keySet());
    tell(notices, List.copyOf(unused), " contains tensors that this model does not use: ");
    return found;
  }

  private void compare(SafetensorsTensor copy, SafetensorsTensor used, Consumer<String> notices) {
    if (copy.getDtype() == used.getDtype() && !copy.isEqual(used)) {
      notices.accept(
          files.getPath()
              + ": "
              + nameOf(copy)
              + " differs from "
              + nameOf(used)
              + ", which is used in its place");
    }
  }

  /**
   * Returns whether the files have the parameter, or must have it because it is not part of a task
   * head.
   */
  public boolean hasOrNeeds(ParameterSpec spec) {
    return tensors.containsKey(spec.name()) || !names.isHead(spec.name());
  }

  /** Writes parameters to {@code model.safetensors} of a directory. */
  public static void write(Path directory, Parameters parameters) throws IOException {
    writer(parameters).write(directory.resolve(WeightFiles.SINGLE));
  }

  /**
   * Returns a safetensors writer that contains all parameters, and to which further tensors can be
   * added.
   */
  public static SafetensorsWriter writer(Parameters parameters) {
    return writer(parameters, name -> name);
  }

  /**
   * Returns a safetensors writer that contains all parameters under other names.
   *
   * @param names returns the name in the file of a parameter
   */
  public static SafetensorsWriter writer(Parameters parameters, UnaryOperator<String> names) {
    SafetensorsWriter writer = new SafetensorsWriter().metadata("format", "pt");
    for (String name : parameters.getNames()) {
      NDArray value = parameters.get(name);
      long[] shape = value.getShape().getShape();
      writer.floatBytes(names.apply(name), shape, () -> TensorMemory.bytesOf(value));
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
      List<String> named =
          those.stream().limit(MAX_NAMES).map(name -> Excerpt.of(name, MAX_LETTERS)).toList();
      notices.accept(files.getPath() + what + String.join(", ", named) + more);
    }
  }

  /** Returns the name of a tensor for a message of one line: a file may say anything. */
  private static String nameOf(SafetensorsTensor tensor) {
    return Excerpt.of(tensor.getName(), MAX_LETTERS);
  }

  private void requireShape(String name, Shape shape, SafetensorsTensor tensor) {
    if (!Arrays.equals(tensor.getShape(), shape.getShape())) {
      throw new CorruptDataException(
          "%s: the tensor %s has shape %s, but config.json requires %s"
              .formatted(
                  files.getPath(),
                  name,
                  Arrays.toString(tensor.getShape()),
                  Arrays.toString(shape.getShape())));
    }
  }
}
