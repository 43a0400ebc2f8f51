package io.noisette.model.bart;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.model.layer.TransformerKernels;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Incremental decoder of a BART over one source, one token per step for several hypotheses: the
 * keys and values of the source are computed once, those of earlier target tokens are cached.
 */
public final class BartDecoder implements AutoCloseable {

  private final BartConfig config;
  private final TransformerKernels kernels;
  private final NDArray bias;
  private final List<NDArray> embedding;
  private final List<List<NDArray>> layers;
  private final NDManager manager;
  private NDManager cacheOwner;
  private List<NDArray> cache;
  private int tokens;

  /**
   * Creates a decoder without target tokens.
   *
   * @param memory the encoder's last hidden states, (source tokens, d)
   * @param bias of the logits, (1, V)
   * @param embedding parameters of the decoder's embedding, as the kernel takes them
   * @param layers parameters of each decoder layer, as the kernel takes them
   */
  BartDecoder(
      NDManager scope,
      BartConfig config,
      TransformerKernels kernels,
      NDArray memory,
      NDArray bias,
      List<NDArray> embedding,
      List<List<NDArray>> layers) {
    this.config = config;
    this.kernels = kernels;
    this.bias = bias;
    this.embedding = embedding;
    this.layers = layers;
    manager = scope.newSubManager();
    cacheOwner = manager.newSubManager();
    cache = kernels.decodeStart(cacheOwner, memory, layers);
  }

  /** Returns the number of tokens in each hypothesis so far. */
  public int getLength() {
    return tokens;
  }

  /**
   * Appends one token per hypothesis to the hypotheses in {@code parents}, and returns the
   * log-probabilities of the next token.
   *
   * @param ids the appended token of each hypothesis
   * @param parents for each hypothesis, the index of the hypothesis of the step before that it
   *     continues; all 0 in the first step
   * @return log-probabilities of the next token, one row of V per hypothesis
   * @throws IllegalArgumentException if a hypothesis would exceed the model's number of positions
   */
  public float[] step(int[] ids, int[] parents) {
    if (tokens == config.maxPositionEmbeddings()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the generated sequence would be longer than the model allows"
                  + " (max_position_embeddings = %d)",
              tokens));
    }
    NDManager nextOwner = manager.newSubManager();
    List<NDArray> result =
        kernels.decodeStep(
            nextOwner,
            create(nextOwner, ids),
            create(nextOwner, parents),
            tokens + (long) BartConfig.POSITION_OFFSET,
            cache,
            bias,
            embedding,
            layers);
    cacheOwner.close();
    cacheOwner = nextOwner;
    cache = result.subList(1, result.size());
    tokens++;
    try (NDArray logProbabilities = result.get(0)) {
      return logProbabilities.toFloatArray();
    }
  }

  @Override
  public void close() {
    manager.close();
  }

  private static NDArray create(NDManager owner, int[] values) {
    return owner.create(Arrays.stream(values).asLongStream().toArray());
  }
}
