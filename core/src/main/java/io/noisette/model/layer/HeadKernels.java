package io.noisette.model.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.noisette.engine.DropoutMasks;
import io.noisette.engine.Kernels;
import io.noisette.engine.Parameters;
import java.util.List;
import java.util.Map;

/**
 * Classification and span heads with their losses; the computation is in {@code HeadKernels.py}.
 */
public final class HeadKernels implements AutoCloseable {

  private final Kernels kernels;

  /** For masks of this scale. */
  public HeadKernels(NDManager parent, double dropoutScale) {
    Map<String, Object> constants = Map.of("dropout_scale", dropoutScale);
    kernels = Kernels.compile(parent, HeadKernels.class, "HeadKernels", constants);
  }

  /** The tensors of a classifier, by {@code Classifier}'s names for them. */
  public List<NDArray> classifierOf(Map<String, String> names, Parameters parameters) {
    return parameters.get(kernels.function("classify").order("p", names));
  }

  /** Weight and bias of the scores of spans. */
  public List<NDArray> spansOf(String name, Parameters parameters) {
    Map<String, String> names = Map.of("weight", name + ".weight", "bias", name + ".bias");
    return parameters.get(kernels.function("spans").order("p", names));
  }

  /**
   * Dropout, a linear layer, tanh, dropout, a linear layer: (tokens, d) to (rows, labels).
   *
   * @param rows the token that stands for each text
   * @param p of {@link #classifierOf}
   */
  public NDArray classify(NDArray hidden, long[] rows, DropoutMasks masks, List<NDArray> p) {
    NDArray first = mask(hidden, rows, masks);
    return classify(hidden, rows, first, mask(hidden, rows, masks), p);
  }

  /** Like {@link #classify}, without the first dropout. */
  public NDArray classifyPooled(NDArray hidden, long[] rows, DropoutMasks masks, List<NDArray> p) {
    NDArray none = hidden.getManager().create(new Shape(0), DataType.UINT8);
    return classify(hidden, rows, none, mask(hidden, rows, masks), p);
  }

  /**
   * Scores of each token to be an answer's start and end: (tokens, d) to (tokens, 2).
   *
   * @param p of {@link #spansOf}
   */
  public NDArray spans(NDArray hidden, List<NDArray> p) {
    return kernels.function("spans").call(hidden.getManager(), hidden, p);
  }

  /** The sum over the rows of -log p of the label; a scalar. */
  NDArray crossEntropy(NDArray scores, long[] labels) {
    NDManager scope = scores.getManager();
    return kernels.function("cross_entropy").call(scope, scores, scope.create(labels));
  }

  /** The sum over the rows of the squared difference of (rows, 1) scores; a scalar. */
  NDArray squaredError(NDArray scores, float[] targets) {
    NDManager scope = scores.getManager();
    return kernels.function("squared_error").call(scope, scores, scope.create(targets));
  }

  /** The sum over the texts of the mean of -log p of start and end; a scalar. */
  public NDArray spanLoss(NDArray scores, NDArray lengths, long[] starts, long[] ends) {
    NDManager scope = scores.getManager();
    return kernels
        .function("span_loss")
        .call(scope, scores, lengths, scope.create(starts), scope.create(ends));
  }

  @Override
  public void close() {
    kernels.close();
  }

  private NDArray classify(
      NDArray hidden, long[] rows, NDArray mask1, NDArray mask2, List<NDArray> p) {
    NDManager scope = hidden.getManager();
    return kernels.function("classify").call(scope, hidden, scope.create(rows), mask1, mask2, p);
  }

  private static NDArray mask(NDArray hidden, long[] rows, DropoutMasks masks) {
    return masks.next(hidden.getManager(), rows.length, hidden.getShape().get(1));
  }
}
