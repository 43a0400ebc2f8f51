package io.noisette.freelb.adversary;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Metrics of the perturbations in a step, over all its micro-batches. */
final class StepFigures {

  private final List<Double> losses = new ArrayList<>();
  private double norms;

  /** Returns the metrics of a step with one micro-batch. */
  static Map<String, Double> of(PerturbedBatch<?> perturbed, int sequences) {
    StepFigures figures = new StepFigures();
    figures.add(perturbed);
    return figures.toMap(sequences);
  }

  void add(PerturbedBatch<?> perturbed) {
    for (int pass = 0; pass < perturbed.getLosses().size(); pass++) {
      if (pass == losses.size()) {
        losses.add(0.0);
      }
      losses.set(pass, losses.get(pass) + perturbed.getLosses().get(pass));
    }
    norms += perturbed.sumNorms();
  }

  /**
   * Returns means over the sequences: the norm of the last perturbation, and the loss of each pass,
   * numbered from 1.
   */
  Map<String, Double> toMap(int sequences) {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("delta_norm", norms / sequences);
    for (int pass = 0; pass < losses.size(); pass++) {
      figures.put("adversarial_loss_" + (pass + 1), losses.get(pass) / sequences);
    }
    return figures;
  }
}
