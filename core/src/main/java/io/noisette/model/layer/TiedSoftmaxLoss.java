package io.noisette.model.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.noisette.engine.KernelFunction;
import io.noisette.engine.Kernels;
import io.noisette.engine.Precision;
import io.noisette.model.TokenLosses;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Cross-entropy over a vocabulary whose output matrix is the word table.
 *
 * <p>The scores of a chunk of tokens are formed once and turned into their own gradient in place,
 * so that (tokens, V) never exists as a whole.
 */
public final class TiedSoftmaxLoss implements AutoCloseable {

  /** Tokens whose scores are in memory at a time. */
  public static final long CHUNK = 512;

  private final Kernels kernels;
  private final KernelFunction forwardBackward;
  private final KernelFunction evaluate;

  public TiedSoftmaxLoss(NDManager parent, Precision precision) {
    Map<String, Object> constants = Map.of("bf16", precision.isBf16());
    kernels = Kernels.compile(parent, TiedSoftmaxLoss.class, "TiedSoftmaxLoss", constants);
    forwardBackward = kernels.function("forward_backward");
    evaluate = kernels.function("evaluate");
  }

  /**
   * A loss and its gradient.
   *
   * @param nats the sum of -log p over the labels that are not negative, not weighted
   * @param hiddenGradient of the weighted sum, (tokens, d)
   */
  public record Result(double nats, NDArray hiddenGradient) {}

  /**
   * Adds the gradient of {@code weight * nats} to {@code wordsGradient} and to {@code
   * biasGradient}, which is null where the bias is not trained, and returns that for the hidden
   * states.
   *
   * @param hidden (tokens, d)
   * @param words the word table, (V, d)
   * @param bias added to the scores, (V) or (1, V)
   * @param labels (tokens), negative where ignored
   */
  public Result forwardBackward(
      NDArray hidden,
      NDArray words,
      NDArray bias,
      NDArray labels,
      NDArray wordsGradient,
      @Nullable NDArray biasGradient,
      double weight) {
    NDManager scope = hidden.getManager();
    NDArray none = scope.create(new Shape(0), DataType.FLOAT32);
    List<NDArray> result =
        forwardBackward.callForList(
            scope,
            hidden,
            words,
            bias,
            labels,
            wordsGradient,
            biasGradient == null ? none : biasGradient,
            weight,
            CHUNK);
    return new Result(result.get(0).toDoubleArray()[0], result.get(1));
  }

  /** The loss of each token, without gradients. */
  public TokenLosses evaluate(NDArray hidden, NDArray words, NDArray bias, NDArray labels) {
    List<NDArray> result =
        evaluate.callForList(hidden.getManager(), hidden, words, bias, labels, CHUNK);
    return new TokenLosses(result.get(0).toFloatArray(), result.get(1).toFloatArray());
  }

  @Override
  public void close() {
    kernels.close();
  }
}
