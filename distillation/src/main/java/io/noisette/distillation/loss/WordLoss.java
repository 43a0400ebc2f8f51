package io.noisette.distillation.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.noisette.engine.KernelFunction;
import io.noisette.engine.Kernels;
import io.noisette.engine.Precision;
import io.noisette.model.LabelSmoothing;
import io.noisette.model.OutputLayer;
import java.util.List;
import java.util.Map;

/**
 * Loss of a student that writes, at word level: for every target token T² KL(teachers || student)
 * over the vocabulary, and the cross-entropy of the label.
 *
 * <p>It computes its own gradients in chunks of tokens, so that (target tokens, V) is never in
 * memory as a whole. Thread-safe.
 */
public final class WordLoss implements AutoCloseable {

  /** Number of tokens whose logits are in memory at a time, of the student and of its teachers. */
  public static final long CHUNK = 256;

  private final Kernels kernels;
  private final KernelFunction forwardBackward;
  private final SoftTargets targets;
  private final LabelSmoothing smoothing;

  /**
   * Compiles the TorchScript kernels of the loss.
   *
   * @param parent names the device
   * @param precision of matrix multiplications
   * @param targets mean and shares of the teachers, and the temperature
   * @param weights of both terms
   * @param smoothing label smoothing of the hard term
   */
  public WordLoss(
      NDManager parent,
      Precision precision,
      SoftTargets targets,
      TermWeights weights,
      LabelSmoothing smoothing) {
    Map<String, Object> constants =
        Map.of(
            "bf16", precision.isBf16(),
            "temperature", targets.temperature(),
            "soft_weight", weights.soft(),
            "hard_weight", weights.hard(),
            "geometric", targets.mean() == EnsembleMean.GEOMETRIC);
    kernels = Kernels.compile(parent, WordLoss.class, "WordKernels", constants);
    forwardBackward = kernels.function("forward_backward");
    this.targets = targets;
    this.smoothing = smoothing;
  }

  /**
   * What a teacher knows of the target tokens of a batch.
   *
   * @param hidden its last hidden states with teacher forcing, (target tokens, d of the teacher)
   * @param output layer that makes logits of them, over the student's vocabulary
   */
  public record Taught(NDArray hidden, OutputLayer output) {}

  /**
   * Gradient and terms of some target tokens.
   *
   * @param hiddenGradient gradient of the student's hidden states, (target tokens, d)
   * @param softRows T² KL of each token
   * @param hardRows loss of each label, smoothed if label smoothing is used
   * @param nats -log p of each label
   */
  @SuppressWarnings("ArrayRecordComponent") // results that are read once and never compared
  public record Result(
      NDArray hiddenGradient, double[] softRows, double[] hardRows, double[] nats) {}

  /**
   * Computes the loss of some target tokens, and accumulates the gradient of its weighted sum in
   * that of the output layer, if it has one. Ignored labels have no loss.
   *
   * @param hidden last hidden states of the student, (target tokens, d)
   * @param output its output layer
   * @param labels token ids, (target tokens), negative where ignored
   * @param teachers in the order of the shares of the targets
   * @param weight factor of each token, 1 / (target tokens of the step) for their mean
   */
  public Result forwardBackward(
      NDArray hidden, OutputLayer output, NDArray labels, List<Taught> teachers, double weight) {
    if (teachers.size() != targets.shares().size()) {
      throw new IllegalArgumentException(
          "teachers must be as many as their shares, "
              + targets.shares().size()
              + ", not "
              + teachers.size());
    }
    NDManager scope = hidden.getManager();
    NDArray gradient = output.gradient();
    List<NDArray> results =
        forwardBackward.callForList(
            scope,
            hidden,
            output.words(),
            output.bias(),
            labels,
            gradient == null ? scope.create(new Shape(0)) : gradient,
            teachers.stream().map(Taught::hidden).toList(),
            teachers.stream().map(teacher -> teacher.output().words()).toList(),
            teachers.stream().map(teacher -> teacher.output().bias()).toList(),
            scope.create(targets.shares().stream().mapToDouble(share -> share).toArray()),
            weight,
            CHUNK,
            smoothing.toUniform(output.getVocabSize()));
    return new Result(
        results.get(0),
        results.get(1).toDoubleArray(),
        results.get(2).toDoubleArray(),
        results.get(3).toDoubleArray());
  }

  @Override
  public void close() {
    kernels.close();
  }
}
