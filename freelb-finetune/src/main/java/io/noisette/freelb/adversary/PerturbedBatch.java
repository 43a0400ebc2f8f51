package io.noisette.freelb.adversary;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.model.LabelScores;
import io.noisette.model.ModelFamily;
import io.noisette.model.SequenceClassifier;
import io.noisette.model.TrainingPass;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleBiFunction;

/** A micro-batch with its perturbation, and the passes that adversaries are made of. */
final class PerturbedBatch {

  private final NDManager scope;
  private final SequenceClassifier model;
  private final LabelledBatch batch;
  private final Perturbation perturbation;
  private final MaskSeeds masks;
  private final PassListener listener;
  private final List<Double> losses = new ArrayList<>();

  PerturbedBatch(
      NDManager scope,
      SequenceClassifier model,
      LabelledBatch batch,
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
   * A forward and backward pass that adds the gradients of {@code weight} times the loss to those
   * of the parameters and of the perturbation.
   *
   * @return the loss, summed over the sequences, not weighted
   */
  double accumulateGradients(double weight) {
    return pass(weight, this::forwardBackward);
  }

  /** Like {@link #accumulateGradients}, but only the perturbation gets a gradient. */
  double accumulatePerturbationGradient(double weight) {
    double[] loss = new double[1];
    model.getParameters().frozen(() -> loss[0] = accumulateGradients(weight));
    return loss[0];
  }

  /**
   * Like {@link #accumulateGradients}, then ascents on what the first layer makes of the
   * perturbation.
   */
  double accumulateGradientsAndAscend(double weight, int ascents, double rate) {
    return pass(
        weight,
        (passScope, pass) -> {
          NDArray hidden = passScope.zeros(perturbation.getDelta().getShape());
          hidden.setRequiresGradient(true);
          double loss = forwardBackward(passScope, pass.withFirstLayerDelta(hidden));
          NDArray gradient = hidden.getGradient();
          ascend(rate); // with the gradient of the pass itself, which went through that layer too
          model
              .getParameters()
              .frozen(() -> ascendBelow(passScope, pass, gradient, ascents - 1, rate));
          return loss;
        });
  }

  /** Moves the perturbation so far up its gradient, and back into the ball. */
  void ascend(double rate) {
    perturbation.ascend(rate);
    listener.ascended(perturbation);
  }

  /** The loss of each pass so far, summed over the sequences. */
  List<Double> getLosses() {
    return List.copyOf(losses);
  }

  /** The norms of the sequences' perturbations, added up. */
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
        model.firstLayerBackward(below, batch.getSequences(), gradient, pass);
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
    LabelScores scores =
        model.forwardBackward(passScope, batch.getSequences(), batch.getTargets(), pass);
    losses.add(scores.getLoss());
    listener.passed(scores, perturbation);
    return scores.getLoss();
  }
}
