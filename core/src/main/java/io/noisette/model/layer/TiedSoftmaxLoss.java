package io.noisette.model.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.noisette.engine.KernelFunction;
import io.noisette.engine.Kernels;
import io.noisette.engine.Precision;
import io.noisette.model.LabelSmoothing;
import io.noisette.model.TokenLosses;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Cross-entropy over the vocabulary, with an output layer tied to the embedding matrix.
 *
 * <p>The logits of a chunk of tokens are computed once and overwritten by their own gradient, so
 * that (tokens, V) is never in memory as a whole.
 */
public final class TiedSoftmaxLoss implements AutoCloseable {

  /** Number of tokens whose logits are computed and held in memory at a time. */
  public static final long CHUNK = 512;

  private final Kernels kernels;
  private final KernelFunction forwardBackward;
  private final KernelFunction evaluate;

  /**
   * Compiles the TorchScript kernels of the loss.
   *
   * @param parent names the device
   * @param precision of matrix multiplications
   */
  public TiedSoftmaxLoss(NDManager parent, Precision precision) {
    Map<String, Object> constants = Map.of("bf16", precision.isBf16());
    kernels = Kernels.compile(parent, TiedSoftmaxLoss.class, "TiedSoftmaxLoss", constants);
    forwardBackward = kernels.function("forward_backward");
    evaluate = kernels.function("evaluate");
  }

  /**
   * Loss of a batch, and its gradient with respect to the hidden states.
   *
   * @param loss sum of the losses of the labels that are not negative, not weighted: with label
   *     smoothing the smoothed ones, otherwise {@code nats}
   * @param nats sum of -log p over these labels
   * @param hiddenGradient gradient of the weighted sum with respect to the hidden states, (tokens,
   *     d)
   */
  public record Result(double loss, double nats, NDArray hiddenGradient) {}

  /**
   * Runs the forward and backward pass; accumulates the gradients of {@code weight * loss} in
   * {@code wordsGradient} and {@code biasGradient}, and returns the gradient of the hidden states.
   *
   * @param hidden last hidden states, (tokens, d)
   * @param words embedding matrix, (V, d)
   * @param bias of the logits, (V) or (1, V)
   * @param labels token ids, (tokens), negative where ignored
   * @param wordsGradient null if the embedding matrix is not trained
   * @param biasGradient null if the bias is not trained
   * @param smoothing label smoothing of the loss
   */
  public Result forwardBackward(
      NDArray hidden,
      NDArray words,
      NDArray bias,
      NDArray labels,
      @Nullable NDArray wordsGradient,
      @Nullable NDArray biasGradient,
      double weight,
      LabelSmoothing smoothing) {
    NDManager scope = hidden.getManager();
    NDArray none = scope.create(new Shape(0), DataType.FLOAT32);
    List<NDArray> result =
        forwardBackward.callForList(
            scope,
            hidden,
            words,
            bias,
            labels,
            wordsGradient == null ? none : wordsGradient,
            biasGradient == null ? none : biasGradient,
            weight,
            CHUNK,
            smoothing.toUniform(words.getShape().get(0)));
    return new Result(
        result.get(0).toDoubleArray()[0], result.get(2).toDoubleArray()[0], result.get(1));
  }

  /** Computes the loss of each token, without gradients. */
  public TokenLosses evaluate(NDArray hidden, NDArray words, NDArray bias, NDArray labels) {
    List<NDArray> result =
        evaluate.callForList(hidden.getManager(), hidden, words, bias, labels, CHUNK);
    return new TokenLosses(result.get(0).toFloatArray(), result.get(1).toFloatArray());
  }

  /** Frees the native memory; no thread may use it meanwhile. */
  @Override
  public void close() {
    kernels.close();
  }
}
