package io.noisette.model.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.engine.Autograd;
import io.noisette.model.LabelScores;
import io.noisette.model.Labels;
import java.util.function.Supplier;

/** What every classifier does with the scores of its texts. */
public final class ClassifierHead {

  private final Labels labels;
  private final HeadKernels kernels;

  public ClassifierHead(Labels labels, HeadKernels kernels) {
    this.labels = labels;
    this.kernels = kernels;
  }

  /** Records a forward pass to the scores, (rows, labels), and goes back from their loss. */
  public LabelScores forwardBackward(
      NDManager scope, float[] targets, double weight, Supplier<NDArray> forward) {
    return Autograd.recorded(
        () -> {
          NDArray scores = forward.get();
          NDArray loss = loss(scores, targets);
          Autograd.backward(loss, scope.create((float) weight));
          float[] values = scores.toFloatArray();
          return new LabelScores(loss.toFloatArray()[0], values, labels.size());
        });
  }

  private NDArray loss(NDArray scores, float[] targets) {
    if (targets.length != scores.getShape().get(0)) {
      throw new IllegalArgumentException(
          targets.length + " targets for " + scores.getShape().get(0) + " texts");
    }
    return switch (labels.problem()) {
      case REGRESSION -> kernels.squaredError(scores, targets);
      case CLASSIFICATION -> kernels.crossEntropy(scores, numbers(targets));
    };
  }

  private long[] numbers(float[] targets) {
    long[] numbers = new long[targets.length];
    for (int i = 0; i < targets.length; i++) {
      numbers[i] = (long) targets[i];
      if (numbers[i] != targets[i] || numbers[i] < 0 || numbers[i] >= labels.size()) {
        throw new IllegalArgumentException(
            "a target must be a label in [0, %d), not %s".formatted(labels.size(), targets[i]));
      }
    }
    return numbers;
  }
}
