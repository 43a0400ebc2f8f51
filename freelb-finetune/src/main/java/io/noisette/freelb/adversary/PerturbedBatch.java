package io.noisette.freelb.adversary;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.model.LabelScores;
import io.noisette.model.ModelFamily;
import io.noisette.model.TextModel;
import io.noisette.model.TrainingPass;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleBiFunction;

/**
 * A micro-batch with its perturbation, and the passes that adversarial training methods consist of.
 */
final class PerturbedBatch<T> {

  private final NDManager scope;
  private final TextModel<T> model;
  private final LabelledBatch<T> batch;
  private final Perturbation perturbation;
  private final MaskSeeds masks;
  private final PassListener listener;
  private final List<Double> losses = new ArrayList<>();

  PerturbedBatch(
      NDManager scope,
      TextModel<T> model,
      LabelledBatch<T> batch,
      Perturbation perturbation,
      MaskSeeds masks,
      PassListener listener) {
    this.scope = scope;
    this.model = model;
    this.batch = batch;
    this.perturbation = perturbation;
    this.masks = masks;
    this.listener = listener;
  }

  /**
   * Runs the forward and backward pass; accumulates the gradients of {@code weight} times the loss
   * for the parameters and the perturbation.
   *
   * @return the loss, summed over the sequences, not weighted
   */
  double accumulateGradients(double weight) {
    return pass(weight, this::forwardBackward);
  }

  /**
   * Runs the forward and backward pass; accumulates the gradient of {@code weight} times the loss
   * for the perturbation only.
   *
   * @return the loss, summed over the sequences, not weighted
   */
  double accumulatePerturbationGradient(double weight) {
    double[] loss = new double[1];
    model.getParameters().frozen(() -> loss[0] = accumulateGradients(weight));
    return loss[0];
  }

  /**
   * Runs {@link #accumulateGradients}, then {@code ascents} ascent steps: the first along the
   * gradient of the pass, the others through the first layer only, with the gradient of its output
   * held fixed.
   *
   * @return the loss, summed over the sequences, not weighted
   */
  double accumulateGradientsAndAscend(double weight, int ascents, double rate) {
    return pass(
        weight,
        (passScope, pass) -> {
          NDArray hidden = passScope.zeros(perturbation.getDelta().getShape());
          hidden.setRequiresGradient(true);
          double loss = forwardBackward(passScope, pass.withFirstLayerDelta(hidden));
          NDArray gradient = hidden.getGradient();
          ascend(rate); // along the gradient of the full pass, which includes the first layer
          model
              .getParameters()
              .frozen(() -> ascendBelow(passScope, pass, gradient, ascents - 1, rate));
          return loss;
        });
  }

  /** Takes an ascent step of length {@code rate}, and projects back into the ball. */
  void ascend(double rate) {
    perturbation.ascend(rate);
    listener.ascended(perturbation);
  }

  /** Returns the loss of each pass so far, summed over the sequences. */
  List<Double> getLosses() {
    return List.copyOf(losses);
  }

  /** Returns the sum of the norms of the sequences' perturbations. */
  double sumNorms() {
    double sum = 0;
    for (float norm : perturbation.measureNorms()) {
      sum += norm;
    }
    return sum;
  }

  private void ascendBelow(
      NDManager passScope, TrainingPass pass, NDArray gradient, int ascents, double rate) {
    for (int i = 0; i < ascents; i++) {
      try (NDManager below = passScope.newSubManager()) {
        model.firstLayerBackward(below, batch.sequences(), gradient, pass);
      }
      ascend(rate);
    }
  }

  private double pass(double weight, ToDoubleBiFunction<NDManager, TrainingPass> forwardBackward) {
    try (NDManager passScope = scope.newSubManager()) {
      TrainingPass pass = masks.startPass(TrainingPass.weighted(weight), losses.size());
      pass = pass.withDelta(perturbation.getDelta());
      if (model.getFamily() == ModelFamily.BART) {
        pass = pass.withDecoderDelta(perturbation.shiftedRight(passScope));
      }
      return forwardBackward.applyAsDouble(passScope, pass);
    }
  }

  private double forwardBackward(NDManager passScope, TrainingPass pass) {
    LabelScores scores = model.forwardBackward(passScope, batch.sequences(), batch.targets(), pass);
    losses.add(scores.getLoss());
    listener.passed(scores, perturbation);
    return scores.getLoss();
  }
}
