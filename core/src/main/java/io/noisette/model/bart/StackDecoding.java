package io.noisette.model.bart;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.engine.KernelValue;
import io.noisette.model.PackedTokens;
import io.noisette.model.layer.DecodingStep;
import io.noisette.model.layer.GenerationKernels;
import java.util.List;

/**
 * Decoding by a single stack, in whose caches a source stands in front of its targets. A decoder
 * predicts from the state of the newest token, an encoder from a query at the next position, which
 * no other token attends to.
 *
 * @param config of the stack
 * @param kernels of the stack
 * @param weights of the stack
 */
record StackDecoding(SingleStackConfig config, GenerationKernels kernels, KernelValue weights)
    implements CachedDecoder.Layers {

  private static final int NO_QUERY = -1;

  @Override
  public DecodedGroup addGroup(
      NDManager scope, KernelValue caches, List<int[]> sources, int beams, int capacity) {
    PackedTokens packed = PackedTokens.of(sources);
    kernels.addSources(
        caches,
        packed.toIds(scope),
        packed.toPositions(scope, BartConfig.POSITION_OFFSET),
        packed.getLengths(),
        config.isDecoder(),
        beams,
        capacity,
        weights);
    return DecodedGroup.ofPrompts(sources, beams, capacity);
  }

  @Override
  public List<NDArray> step(
      NDManager scope, KernelValue caches, DecodingStep step, long[] banned, int count, int beams) {
    int query = config.isDecoder() ? NO_QUERY : config.mask();
    return kernels.stepOfStack(
        scope, caches, step, banned, count, beams, query, config.querySeesItself(), weights);
  }

  @Override
  public int countAhead() {
    return config.isDecoder() ? 0 : 1;
  }
}
