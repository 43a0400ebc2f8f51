package io.noisette.model.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.noisette.engine.DropoutMasks;
import io.noisette.engine.Kernels;
import io.noisette.engine.Parameters;
import io.noisette.model.PackedTokens;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Classification, tagging and span heads with their losses; the computation is in {@code
 * HeadKernels.py}.
 */
public final class HeadKernels implements AutoCloseable {

  private final Kernels kernels;

  /**
   * Compiles the TorchScript kernels of the heads.
   *
   * @param parent names the device
   * @param dropoutScale factor of elements that dropout keeps
   */
  public HeadKernels(NDManager parent, double dropoutScale) {
    Map<String, Object> constants = Map.of("dropout_scale", dropoutScale);
    kernels = Kernels.compile(parent, HeadKernels.class, "HeadKernels", constants);
  }

  /**
   * Returns the parameters of a classification head in the order in which the kernel {@link
   * #classify} takes them.
   *
   * @param names parameter name by the kernel's name ({@code Classifier} in {@code HeadKernels.py})
   */
  public List<NDArray> classifierOf(Map<String, String> names, Parameters parameters) {
    return parameters.get(kernels.function("classify").order("p", names));
  }

  /** Returns weight and bias of a head that is a linear layer with the given name. */
  public List<NDArray> linearOf(String name, Parameters parameters) {
    Map<String, String> names = Map.of("weight", name + ".weight", "bias", name + ".bias");
    return parameters.get(kernels.function("tokens").order("p", names));
  }

  /**
   * Applies a classification head with parameters {@code p} to the tokens {@code rows}, from
   * (tokens, d) to logits (rows, labels): dropout, linear layer, tanh, dropout, linear layer.
   *
   * @param rows index of the token that represents each text
   * @param p parameters from {@link #classifierOf}
   */
  public NDArray classify(NDArray hidden, long[] rows, DropoutMasks masks, List<NDArray> p) {
    NDArray first = mask(hidden, rows, masks);
    return classify(hidden, rows, first, mask(hidden, rows, masks), p);
  }

  /**
   * Applies a classification head with parameters {@code p} like {@link #classify}, but without the
   * first dropout.
   */
  public NDArray classifyPooled(NDArray hidden, long[] rows, DropoutMasks masks, List<NDArray> p) {
    NDArray none = hidden.getManager().create(new Shape(0), DataType.UINT8);
    return classify(hidden, rows, none, mask(hidden, rows, masks), p);
  }

  /**
   * Applies a linear layer with parameters {@code p} to the hidden states of all tokens, (tokens,
   * d): a span head, whose logits are (tokens, 2).
   *
   * @param p parameters from {@link #linearOf}
   */
  public NDArray tokens(NDArray hidden, List<NDArray> p) {
    return tokens(hidden, hidden.getManager().create(new Shape(0), DataType.UINT8), p);
  }

  /**
   * Applies dropout and a linear layer with parameters {@code p} to the hidden states of all
   * tokens, (tokens, d): a tagging head, whose logits are (tokens, tags).
   *
   * @param p parameters from {@link #linearOf}
   */
  public NDArray tokens(NDArray hidden, DropoutMasks masks, List<NDArray> p) {
    Shape shape = hidden.getShape();
    return tokens(hidden, masks.next(hidden.getManager(), shape.get(0), shape.get(1)), p);
  }

  /**
   * Returns the cross-entropy of the tokens that have a label, summed over them, as a scalar.
   *
   * @param scores (tokens, labels)
   * @param labels of the tokens; negative: no label, no loss
   */
  public NDArray tokenLoss(NDArray scores, PackedTokens labels) {
    NDManager scope = scores.getManager();
    long[] rows = labels.findCounted();
    long[] all = labels.toArray();
    long[] counted = Arrays.stream(rows).map(row -> all[Math.toIntExact(row)]).toArray();
    return kernels
        .function("token_loss")
        .call(scope, scores, scope.create(rows), scope.create(counted));
  }

  /** Returns the cross-entropy, summed over the rows, as a scalar. */
  NDArray crossEntropy(NDArray scores, long[] labels) {
    NDManager scope = scores.getManager();
    return kernels.function("cross_entropy").call(scope, scores, scope.create(labels));
  }

  /** Returns the squared error of (rows, 1) predictions, summed over the rows, as a scalar. */
  NDArray squaredError(NDArray scores, float[] targets) {
    NDManager scope = scores.getManager();
    return kernels.function("squared_error").call(scope, scores, scope.create(targets));
  }

  /**
   * Returns the sum over the texts of the loss: the mean of -log p of the answer's start and of its
   * end.
   *
   * @param scores start and end logits, (tokens, 2)
   * @param lengths number of tokens per text
   * @param starts index of the answer's first token in each text; negative: no answer
   * @param ends index of the answer's last token in each text; negative: no answer
   */
  public NDArray spanLoss(NDArray scores, NDArray lengths, long[] starts, long[] ends) {
    NDManager scope = scores.getManager();
    return kernels
        .function("span_loss")
        .call(scope, scores, lengths, scope.create(starts), scope.create(ends));
  }

  /** Frees the native memory; no thread may use it meanwhile. */
  @Override
  public void close() {
    kernels.close();
  }

  private NDArray tokens(NDArray hidden, NDArray mask, List<NDArray> p) {
    return kernels.function("tokens").call(hidden.getManager(), hidden, mask, p);
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
