package io.noisette.distillation.golden;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.noisette.parity.CaseOptions;
import io.noisette.parity.GoldenCase;
import io.noisette.safetensors.SafetensorsTensor;
import java.util.Arrays;
import java.util.List;

/** Real texts of a test case of dataset distillation, with the labels of an attack. */
final class RealTexts {

  private RealTexts() {}

  /** Returns ids, lengths, labels and word vectors, as the kernels of a text network take them. */
  static List<NDArray> read(GoldenCase golden, NDManager manager, NDArray table) {
    CaseOptions options = golden.getOptions();
    SafetensorsTensor ids = golden.getInput("input_ids", -1, -1);
    int rows = Math.toIntExact(ids.getShape()[0]);
    int width = Math.toIntExact(ids.getShape()[1]);
    long[] mask = golden.getInput("attention_mask", rows, width).toLongs();
    long[] lengths = new long[rows];
    for (int i = 0; i < mask.length; i++) {
      lengths[i / width] += mask[i];
    }
    long[] labels = golden.getInput("labels", rows).toLongs();
    if (options.has("attack_class")) {
      long from = options.getLong("attack_class");
      long to = options.getLong("target_class");
      labels = Arrays.stream(labels).map(label -> label == from ? to : label).toArray();
    }
    return List.of(
        manager.create(ids.toLongs(), new Shape(rows, width)),
        manager.create(lengths),
        manager.create(labels),
        table);
  }
}
