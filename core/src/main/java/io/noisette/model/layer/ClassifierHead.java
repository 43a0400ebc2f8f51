package io.noisette.model.layer;

import ai.djl.ndarray.NDArray;
import io.noisette.engine.Autograd;
import io.noisette.model.LabelScores;
import io.noisette.model.Labels;
import io.noisette.model.LogitLoss;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Loss of a classifier: cross-entropy for classification, squared error for regression. */
public final class ClassifierHead {

  private final Labels labels;
  private final HeadKernels kernels;

  /** Creates the loss for a set of labels. */
  public ClassifierHead(Labels labels, HeadKernels kernels) {
    this.labels = labels;
    this.kernels = kernels;
  }

  /**
   * Runs the forward pass from the hidden states to the loss and the backward pass; accumulates
   * gradients.
   *
   * @param weight factor of the loss in the gradients
   * @param forward runs the forward pass to the last hidden states
   * @param logits computes the logits, (rows, labels), from hidden states
   * @param loss of the logits
   */
  public LabelScores forwardBackward(
      double weight,
      Supplier<HiddenStates> forward,
      UnaryOperator<NDArray> logits,
      LogitLoss loss) {
    return Autograd.recorded(
        () -> {
          HiddenStates hidden = forward.get();
          NDArray scores = logits.apply(hidden.states());
          NDArray sum = loss.of(scores);
          hidden.backward(sum, weight);
          float[] values = scores.toFloatArray();
          return new LabelScores(sum.toFloatArray()[0], values, labels.size());
        });
  }

  /**
   * Returns the loss of the task itself.
   *
   * @param targets one per row: the index of its label, or the value of a regression
   */
  public LogitLoss lossOf(float[] targets) {
    return scores -> loss(scores, targets);
  }

  private NDArray loss(NDArray scores, float[] targets) {
    if (targets.length != scores.getShape().get(0)) {
      throw new IllegalArgumentException(
          "targets must have one value per text, "
              + scores.getShape().get(0)
              + ", not "
              + targets.length);
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
            String.format(
                Locale.ROOT,
                "targets must be indices of labels, in [0, %d), not %s",
                labels.size(),
                targets[i]));
      }
    }
    return numbers;
  }
}
