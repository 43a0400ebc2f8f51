package io.noisette.model.bart;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.engine.KernelValue;
import io.noisette.model.PackedTokens;
import io.noisette.model.layer.DecodingStep;
import io.noisette.model.layer.GenerationKernels;
import java.util.List;

/**
 * Decoding by a BART: its decoder attends to what the encoder makes of a source.
 *
 * @param encoding encoder of the sources, without gradients
 * @param kernels of the decoder
 * @param weights of the decoder
 */
record BartDecoding(SourceEncoding encoding, GenerationKernels kernels, KernelValue weights)
    implements CachedDecoder.Layers {

  /** Encoder of the sources, without gradients. */
  @FunctionalInterface
  interface SourceEncoding {
    /** Returns the encoder's last hidden states, (source tokens, d). */
    NDArray encode(NDManager scope, PackedTokens sources);
  }

  @Override
  public DecodedGroup addGroup(
      NDManager scope, KernelValue caches, List<int[]> sources, int beams, int capacity) {
    PackedTokens packed = PackedTokens.of(sources);
    NDArray memory = encoding.encode(scope, packed);
    kernels.addGroup(caches, memory, packed.getLengths(), beams, capacity, weights);
    return DecodedGroup.ofEncoded(sources, beams, capacity);
  }

  @Override
  public List<NDArray> step(
      NDManager scope, KernelValue caches, DecodingStep step, long[] banned, int count, int beams) {
    return kernels.step(scope, caches, step, banned, count, beams, weights);
  }

  @Override
  public int countAhead() {
    return 0;
  }
}
