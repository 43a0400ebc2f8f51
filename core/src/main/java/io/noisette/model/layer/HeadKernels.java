package io.noisette.model.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.noisette.engine.DropoutMasks;
import io.noisette.engine.Kernels;
import java.util.List;
import java.util.Map;

/** What stands on the hidden states, and its losses; {@code HeadKernels.py} has the sums. */
public final class HeadKernels implements AutoCloseable {

  private final Kernels kernels;

  /** For masks of this scale. */
  public HeadKernels(NDManager parent, double dropoutScale) {
    Map<String, Object> constants = Map.of("dropout_scale", dropoutScale);
    kernels = Kernels.compile(parent, HeadKernels.class, "HeadKernels", constants);
  }

  /**
   * Dropout, a product, tanh, dropout, a product: (tokens, d) to (rows, labels).
   *
   * @param rows the token that stands for each text
   * @param p weight and bias of both products
   */
  public NDArray classify(NDArray hidden, long[] rows, DropoutMasks masks, List<NDArray> p) {
    NDArray first = mask(hidden, rows, masks);
    return kernels.call(
        "classify", p, hidden, create(hidden, rows), first, mask(hidden, rows, masks));
  }

  /** Like {@link #classify}, without the first dropout. */
  public NDArray classifyPooled(NDArray hidden, long[] rows, DropoutMasks masks, List<NDArray> p) {
    NDArray none = hidden.getManager().create(new Shape(0), DataType.UINT8);
    return kernels.call(
        "classify", p, hidden, create(hidden, rows), none, mask(hidden, rows, masks));
  }

  /** Scores of each token to be an answer's start and end: (tokens, d) to (tokens, 2). */
  public NDArray spans(NDArray hidden, List<NDArray> p) {
    return kernels.call("spans", p, hidden);
  }

  /** The sum over the rows of -log p of the label; a scalar. */
  NDArray crossEntropy(NDArray scores, long[] labels) {
    return kernels.call("cross_entropy", List.of(), scores, create(scores, labels));
  }

  /** The sum over the rows of the squared difference of (rows, 1) scores; a scalar. */
  NDArray squaredError(NDArray scores, float[] targets) {
    return kernels.call("squared_error", List.of(), scores, scores.getManager().create(targets));
  }

  /** The sum over the texts of the mean of -log p of start and end; a scalar. */
  public NDArray spanLoss(NDArray scores, NDArray lengths, long[] starts, long[] ends) {
    NDArray[] inputs = {scores, lengths, create(scores, starts), create(scores, ends)};
    return kernels.call("span_loss", List.of(), inputs);
  }

  @Override
  public void close() {
    kernels.close();
  }

  private static NDArray create(NDArray beside, long[] values) {
    return beside.getManager().create(values);
  }

  private static NDArray mask(NDArray hidden, long[] rows, DropoutMasks masks) {
    return masks.next(hidden.getManager(), rows.length, hidden.getShape().get(1));
  }
}
