package io.noisette.distillation.dataset;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.engine.Parameters;
import io.noisette.failure.CorruptDataException;
import io.noisette.model.ParameterSpec;
import io.noisette.safetensors.SafetensorsFile;
import io.noisette.safetensors.SafetensorsTensor;
import io.noisette.safetensors.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Weights of a network in a safetensors file. */
final class StoredNetwork {

  private StoredNetwork() {}

  static void write(Path file, List<ParameterSpec> layout, List<NDArray> parameters)
      throws IOException {
    write(file, layout, parameters, Map.of());
  }

  /**
   * Writes weights with what they depend on.
   *
   * @param origin becomes the metadata of the file
   */
  static void write(
      Path file, List<ParameterSpec> layout, List<NDArray> parameters, Map<String, String> origin)
      throws IOException {
    SafetensorsWriter writer = new SafetensorsWriter();
    origin.forEach(writer::metadata);
    for (int i = 0; i < layout.size(); i++) {
      NDArray array = parameters.get(i);
      writer.floats(layout.get(i).name(), array.getShape().getShape(), array::toFloatArray);
    }
    writer.write(file);
  }

  /** Reads what the weights of a file depend on; empty if it does not say so. */
  static Map<String, String> readOrigin(Path file) throws IOException {
    try (SafetensorsFile tensors = SafetensorsFile.open(file)) {
      return tensors.getMetadata();
    }
  }

  /**
   * Reads weights.
   *
   * @throws CorruptDataException if a tensor is missing or has the wrong shape
   */
  static List<NDArray> read(NDManager owner, Path file, List<ParameterSpec> layout)
      throws IOException {
    try (SafetensorsFile tensors = SafetensorsFile.open(file)) {
      List<NDArray> parameters = new ArrayList<>();
      for (ParameterSpec spec : layout) {
        SafetensorsTensor tensor = tensors.getTensor(spec.name());
        if (!Arrays.equals(tensor.getShape(), spec.shape().getShape())) {
          throw new CorruptDataException(
              "%s: the tensor %s has shape %s, but the network requires %s"
                  .formatted(file, spec.name(), Arrays.toString(tensor.getShape()), spec.shape()));
        }
        parameters.add(Parameters.copy(owner, spec.shape(), tensor.toFiniteFloats()));
      }
      return List.copyOf(parameters);
    }
  }
}
