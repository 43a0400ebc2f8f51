package io.noisette.distillation.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.noisette.engine.KernelFunction;
import io.noisette.engine.Kernels;
import io.noisette.model.Labels.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Loss of a student (docs/papers.md 5.1): T² KL(teachers || student) at temperature T, and the
 * cross-entropy of the labels at T = 1; for a regression, squared errors of both.
 */
public final class StudentLoss implements AutoCloseable {

  private final Kernels kernels;
  private final KernelFunction function;
  private final Problem problem;

  /**
   * Compiles the TorchScript kernels of the loss.
   *
   * @param parent names the device
   * @param temperature T of the soft term; a regression has none
   * @param weights of both terms
   */
  public StudentLoss(NDManager parent, Problem problem, double temperature, TermWeights weights) {
    Map<String, Object> constants =
        Map.of(
            "temperature", temperature,
            "soft_weight", weights.soft(),
            "hard_weight", weights.hard());
    kernels = Kernels.compile(parent, StudentLoss.class, "StudentKernels", constants);
    this.problem = problem;
    function =
        kernels.function(
            switch (problem) {
              case CLASSIFICATION -> "classification";
              case REGRESSION -> "regression";
            });
  }

  /**
   * Loss of some rows of a step.
   *
   * @param loss their part of the loss of the step, a scalar in fp32 that autograd has recorded
   * @param terms both terms of each row
   */
  public record Result(NDArray loss, TermRows terms) {}

  /**
   * Computes the loss of some rows.
   *
   * @param logits of the student, (rows, outputs)
   */
  public Result of(NDArray logits, StudentTargets targets) {
    int rows = targets.getRowCount();
    if (logits.getShape().get(0) != rows) {
      throw new IllegalArgumentException(
          "targets must have one row per text, " + logits.getShape().get(0) + ", not " + rows);
    }
    NDManager scope = logits.getManager();
    NDArray soft = scope.create(targets.getSoftShares());
    NDArray hard = scope.create(targets.getHardShares());
    List<NDArray> results =
        function.callForList(
            scope, logits, target(scope, targets), labels(scope, targets), soft, hard);
    TermRows terms =
        new TermRows(targets, results.get(1).toDoubleArray(), results.get(2).toDoubleArray());
    return new Result(results.get(0), terms);
  }

  /** Frees the native memory; no thread may use it meanwhile. */
  @Override
  public void close() {
    kernels.close();
  }

  private NDArray target(NDManager scope, StudentTargets targets) {
    double[] values = targets.getTargets();
    int rows = targets.getRowCount();
    return problem == Problem.REGRESSION
        ? scope.create(values)
        : scope.create(values, new Shape(rows, values.length / rows));
  }

  private NDArray labels(NDManager scope, StudentTargets targets) {
    double[] labels = targets.getLabels();
    return problem == Problem.REGRESSION
        ? scope.create(labels)
        : scope.create(Arrays.stream(labels).mapToLong(label -> (long) label).toArray());
  }
}
