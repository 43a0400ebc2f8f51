package io.noisette.adversary;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.adversary.perturbation.Perturbation;
import io.noisette.engine.TrainableModel;
import io.noisette.model.TrainingLoss;
import io.noisette.model.TrainingPass;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * A part of a micro-batch with its perturbation, and the passes that adversarial training methods
 * consist of.
 */
final class PerturbedBatch<M extends TrainableModel, B> {

  private final NDManager scope;
  private final Perturbers<M, B> perturbers;
  private final M model;
  private final B batch;
  private final Perturbation perturbation;
  private final MaskSeeds masks;
  private final List<Double> losses = new ArrayList<>();

  PerturbedBatch(
      NDManager scope,
      Perturbers<M, B> perturbers,
      M model,
      B batch,
      Perturbation perturbation,
      MaskSeeds masks) {
    this.scope = scope;
    this.perturbers = perturbers;
    this.model = model;
    this.batch = batch;
    this.perturbation = perturbation;
    this.masks = masks;
  }

  /**
   * Runs the forward and backward pass; accumulates the gradients of {@code weight} times the loss
   * for the parameters and the perturbation.
   *
   * @return the loss, not weighted
   */
  TrainingLoss accumulateGradients(double weight) {
    return pass(weight, this::forwardBackward);
  }

  /**
   * Runs the forward and backward pass; accumulates the gradient of {@code weight} times the loss
   * for the perturbation only.
   */
  void accumulatePerturbationGradient(double weight) {
    model.getParameters().frozen(() -> accumulateGradients(weight));
  }

  /**
   * Runs {@link #accumulateGradients}, then {@code ascents} ascent steps: the first along the
   * gradient of the pass, the others through the first layer only, with the gradient of its output
   * held fixed.
   *
   * @return the loss, not weighted
   */
  TrainingLoss accumulateGradientsAndAscend(double weight, int ascents, double rate) {
    return pass(
        weight,
        (passScope, pass) -> {
          NDArray hidden = passScope.zeros(perturbation.getDelta().getShape());
          hidden.setRequiresGradient(true);
          TrainingLoss loss = forwardBackward(passScope, pass.withFirstLayerDelta(hidden));
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
    perturbers.listener().ascended(perturbation);
  }

  /** Returns the loss of the labels in each pass so far, not weighted. */
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
        perturbers.input().firstLayerBackward(model, below, batch, gradient, pass);
      }
      ascend(rate);
    }
  }

  private TrainingLoss pass(
      double weight, BiFunction<NDManager, TrainingPass, TrainingLoss> forwardBackward) {
    try (NDManager passScope = scope.newSubManager()) {
      TrainingPass pass = masks.startPass(TrainingPass.weighted(weight), losses.size());
      pass = pass.withDelta(perturbation.getDelta());
      if (perturbers.input().isSharedWithDecoder(model)) {
        pass = pass.withDecoderDelta(perturbation.shiftedRight(passScope));
      }
      return forwardBackward.apply(passScope, pass);
    }
  }

  private TrainingLoss forwardBackward(NDManager passScope, TrainingPass pass) {
    TrainingLoss loss = perturbers.plain().forwardBackward(model, passScope, batch, pass);
    losses.add(loss.nats());
    perturbers.listener().passed(loss, perturbation);
    return loss;
  }
}
