package io.noisette.distillation.golden;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.noisette.distillation.unroll.LabelForm;
import io.noisette.engine.Parameters;
import io.noisette.parity.GoldenCase;
import io.noisette.parity.ParityTensor;
import io.noisette.safetensors.SafetensorsTensor;
import java.util.Arrays;

/** Labels of the synthetic rows of a test case of dataset distillation. */
final class DatasetLabels {

  private final GoldenCase golden;
  private final LabelForm form;
  private final int classes; // 0: scores instead of labels

  DatasetLabels(GoldenCase golden, int classes) {
    this.golden = golden;
    this.classes = classes;
    form = formOf(golden, golden.getOptions().getString("labels"));
  }

  /** Returns weights of the classes, (steps, rows, classes), or scores, (steps, rows). */
  NDArray toWeights(NDManager manager) {
    double[] weights = form.toWeights(readStored(), Math.max(1, classes));
    float[] narrow = new float[weights.length];
    for (int i = 0; i < weights.length; i++) {
      narrow[i] = (float) weights[i];
    }
    return Parameters.copy(manager, new Shape(getShape()), narrow);
  }

  /** Returns the gradient of the stored labels, from that of the weights of the classes. */
  ParityTensor toGradient(float[] ofWeights) {
    double[] gradient = form.toGradient(readStored(), toDoubles(ofWeights), Math.max(1, classes));
    return ParityTensor.ofDoubles(getShape(), gradient);
  }

  static double[] toDoubles(float[] values) {
    double[] wide = new double[values.length];
    Arrays.setAll(wide, i -> values[i]);
    return wide;
  }

  private long[] getShape() {
    long[] shape = golden.getInput("synthetic").getShape();
    return classes == 0
        ? new long[] {shape[0], shape[1]}
        : new long[] {shape[0], shape[1], classes};
  }

  private double[] readStored() {
    SafetensorsTensor labels = golden.getInput("synthetic_labels");
    if (form.isLearned()) {
      return toDoubles(labels.toFloats());
    }
    long[] numbers = labels.toLongs();
    double[] weights = new double[numbers.length * classes];
    for (int i = 0; i < numbers.length; i++) {
      weights[i * classes + Math.toIntExact(numbers[i])] = 1;
    }
    return weights;
  }

  private static LabelForm formOf(GoldenCase golden, String name) {
    return Arrays.stream(LabelForm.values())
        .filter(form -> form.getName().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                DatasetCase.fault(golden, "the option labels must be hard, raw or softmax", name));
  }
}
