package io.noisette.model.bart;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.model.layer.TransformerKernels;
import java.util.Arrays;
import java.util.List;

/**
 * BART's decoder over one source, a token at a time for several hypotheses: keys and values of the
 * source are computed once, those of the tokens so far are kept.
 */
public final class BartDecoder implements AutoCloseable {

  private final BartConfig config;
  private final TransformerKernels kernels;
  private final List<NDArray> tables;
  private final List<NDArray> layers;
  private final NDManager manager;
  private NDManager cacheOwner;
  private List<NDArray> cache;
  private int tokens;

  /**
   * @param memory the encoder's last hidden states, (source tokens, d)
   * @param tables what the embed kernel takes, and the scores' bias
   * @param layers the parameters of all decoder layers
   */
  BartDecoder(
      NDManager scope,
      BartConfig config,
      TransformerKernels kernels,
      NDArray memory,
      List<NDArray> tables,
      List<NDArray> layers) {
    this.config = config;
    this.kernels = kernels;
    this.tables = tables;
    this.layers = layers;
    manager = scope.newSubManager();
    cacheOwner = manager.newSubManager();
    cache = kernels.decodeStart(cacheOwner, memory, layers);
  }

  /** Tokens of each hypothesis so far. */
  public int getLength() {
    return tokens;
  }

  /**
   * Adds a token to each hypothesis.
   *
   * @param ids the token of each
   * @param parents which hypothesis of the step before each continues; all 0 in the first step
   * @return log-probabilities of what comes next, a row of V for each hypothesis
   * @throws IllegalArgumentException if the model has no position left
   */
  public float[] step(int[] ids, int[] parents) {
    if (tokens == config.maxPositionEmbeddings()) {
      throw new IllegalArgumentException(
          "a target of more than max_position_embeddings = %d tokens".formatted(tokens));
    }
    NDManager nextOwner = manager.newSubManager();
    List<NDArray> result =
        kernels.decodeStep(
            nextOwner,
            create(nextOwner, ids),
            create(nextOwner, parents),
            tokens + (long) BartConfig.POSITION_OFFSET,
            cache,
            tables,
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
