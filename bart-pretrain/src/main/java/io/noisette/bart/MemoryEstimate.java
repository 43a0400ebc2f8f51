package io.noisette.bart;

import io.noisette.model.bart.BartConfig;

/**
 * Memory of a run, estimated: parameters with gradient and two moments, and what a micro-batch
 * leaves for its backward pass.
 *
 * @param parameterBytes four floats a parameter
 * @param activationBytes of a micro-batch; sources are taken to be as long as targets
 */
record MemoryEstimate(long parameterBytes, long activationBytes) {

  private static final long MEBIBYTE = 1 << 20;

  /** Tokens whose scores are in memory at a time, twice: as scores and as log-probabilities. */
  private static final long LOSS_CHUNK = 2 * 512;

  static MemoryEstimate of(BartConfig model, int microBatchTokens) {
    long d = model.dModel();
    // Vectors of width d that a layer keeps: inputs of products and norms, q, k, v, output, sums.
    long encoder = model.encoderLayers() * (12 * d + 2L * model.encoderFfnDim());
    long decoder = model.decoderLayers() * (20 * d + 2L * model.decoderFfnDim());
    long floats = microBatchTokens * (encoder + decoder + 8 * d) + LOSS_CHUNK * model.vocabSize();
    return new MemoryEstimate(4 * Float.BYTES * model.getParameterCount(), Float.BYTES * floats);
  }

  long totalMebibytes() {
    return (parameterBytes + activationBytes) / MEBIBYTE;
  }
}
