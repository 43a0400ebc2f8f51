package io.noisette.distillation.golden;

import io.noisette.distillation.loss.EnsembleMean;
import io.noisette.distillation.loss.SoftTargets;
import io.noisette.distillation.loss.TermWeights;
import io.noisette.failure.CorruptDataException;
import io.noisette.model.Labels.Problem;
import io.noisette.parity.CaseOptions;
import io.noisette.parity.GoldenCase;
import io.noisette.parity.ParityTensor;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Options of a test case of knowledge distillation, and the values that follow from its rows. */
final class DistillationCase {

  private final GoldenCase golden;
  private final CaseOptions options;

  DistillationCase(GoldenCase golden) {
    this.golden = golden;
    options = golden.getOptions();
  }

  Problem getProblem() {
    return options.has("problem") && options.getString("problem").equals("regression")
        ? Problem.REGRESSION
        : Problem.CLASSIFICATION;
  }

  double getTemperature() {
    return options.getDouble("temperature", 1);
  }

  int countTeachers() {
    return Math.toIntExact(options.getLong("teachers"));
  }

  /** Returns the weights of both terms; by default only labels count, as sequence-level does. */
  TermWeights getTerms() {
    return new TermWeights(
        options.getDouble("hard_weight", 1), options.getDouble("soft_weight", 0));
  }

  SoftTargets getTargets(int teachers) {
    List<Double> weights =
        options.has("teacher_weights")
            ? options.getDoubles("teacher_weights", teachers)
            : Collections.nCopies(teachers, 1.0);
    EnsembleMean mean =
        options.has("ensemble") && options.getString("ensemble").equals("geometric")
            ? EnsembleMean.GEOMETRIC
            : EnsembleMean.ARITHMETIC;
    return SoftTargets.weighted(mean, getTemperature(), weights);
  }

  /** Returns the label or score of each row, NaN where it is unlabelled. */
  double[] readLabels(int rows) {
    if (getProblem() == Problem.REGRESSION) {
      float[] scores = golden.getInput("labels", rows).toFloats();
      long[] labelled = golden.getInput("labelled", rows).toLongs();
      double[] labels = new double[rows];
      Arrays.setAll(labels, row -> labelled[row] == 0 ? Double.NaN : scores[row]);
      return labels;
    }
    return toLabels(golden.getInput("labels", rows).toLongs());
  }

  static double[] toLabels(long[] labels) {
    return Arrays.stream(labels).mapToDouble(label -> label < 0 ? Double.NaN : label).toArray();
  }

  double[] readWeights(int rows) {
    double[] weights = new double[rows];
    Arrays.fill(weights, 1);
    if (golden.hasInput("weights")) {
      float[] given = golden.getInput("weights", rows).toFloats();
      Arrays.setAll(weights, row -> given[row]);
    }
    return weights;
  }

  /**
   * Adds the loss and its terms. A case whose soft term is a cross-entropy has the entropy of the
   * target on top of the divergence, which no gradient depends on.
   *
   * @param softRows soft term of each row
   * @param hard mean of the hard term
   * @param target of the teachers, (rows, outputs) row by row
   */
  void addLosses(
      Map<String, ParityTensor> results,
      double[] softRows,
      double hard,
      double[] target,
      double[] weights) {
    double[] soft = softRows.clone();
    double[] entropies = entropies(target, soft.length);
    double softLoss = 0;
    for (int row = 0; row < soft.length; row++) {
      soft[row] += entropies[row];
      softLoss += weights[row] * soft[row] / Arrays.stream(weights).sum();
    }
    double loss = getTerms().hard() * hard + getTerms().soft() * softLoss;
    results.put("expected/soft_rows", ParityTensor.ofDoubles(new long[] {soft.length}, soft));
    results.put("expected/soft_loss", scalar(softLoss));
    results.put("expected/hard_loss", scalar(hard));
    results.put("expected/loss", scalar(loss));
  }

  static ParityTensor scalar(double value) {
    return ParityTensor.ofDoubles(new long[] {1}, new double[] {value});
  }

  private double[] entropies(double[] target, int rows) {
    double[] entropies = new double[rows];
    if (!options.has("soft") || options.getString("soft").equals("kl")) {
      return entropies;
    }
    if (!options.getString("soft").equals("cross-entropy")) {
      throw new CorruptDataException(
          String.format(
              Locale.ROOT,
              "%s: case %s: the option soft must be kl or cross-entropy, not %s",
              golden.getModelDirectory(),
              golden.getName(),
              options.getString("soft")));
    }
    int outputs = target.length / rows;
    double square = getTemperature() * getTemperature();
    for (int i = 0; i < target.length; i++) {
      entropies[i / outputs] -= target[i] == 0 ? 0 : square * target[i] * Math.log(target[i]);
    }
    return entropies;
  }
}
