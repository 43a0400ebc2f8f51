package io.noisette.adversary;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Metrics of the perturbations in a step, over all its micro-batches. */
final class StepFigures {

  private final List<Double> losses = new ArrayList<>();
  private double norms;

  /**
   * Passes over a part of a micro-batch.
   *
   * @param losses loss of the labels in each pass, not weighted
   * @param norms sum of the norms of the sequences' last perturbations
   */
  record Passes(List<Double> losses, double norms) {

    static Passes of(PerturbedBatch<?, ?> perturbed) {
      return new Passes(perturbed.getLosses(), perturbed.sumNorms());
    }
  }

  void add(Passes part) {
    for (int pass = 0; pass < part.losses().size(); pass++) {
      if (pass == losses.size()) {
        losses.add(0.0);
      }
      losses.set(pass, losses.get(pass) + part.losses().get(pass));
    }
    norms += part.norms();
  }

  /**
   * Returns the mean norm of a sequence's last perturbation, and the loss of each pass, numbered
   * from 1.
   *
   * @param units number that the loss of a step is divided by
   */
  Map<String, Double> toMap(int sequences, long units) {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("delta_norm", norms / sequences);
    for (int pass = 0; pass < losses.size(); pass++) {
      figures.put("adversarial_loss_" + (pass + 1), losses.get(pass) / units);
    }
    return figures;
  }
}
