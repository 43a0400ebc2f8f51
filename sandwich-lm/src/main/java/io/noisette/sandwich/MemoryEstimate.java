package io.noisette.sandwich;

import io.noisette.model.sandwich.SandwichConfig;
import io.noisette.sandwich.OptimizerSettings.OptimizerKind;

/**
 * Memory of a run, estimated: parameters with their gradients, one a lane, and what the optimizer
 * keeps; and what a micro-batch leaves for its backward pass.
 */
record MemoryEstimate(long parameterBytes, long activationBytes) {

  static final long MEBIBYTE = 1 << 20;

  static MemoryEstimate of(SandwichConfig model, SandwichLmConfig config) {
    int lanes = config.training().countLanes(model.getParameterCount(), config.runtime());
    int copies = config.optimization().optimizer() == OptimizerKind.NAG ? 3 : 4;
    copies += lanes - 1; // gradients of the others
    long tokens = config.training().microBatchTokens();
    long window = Math.min(tokens, config.training().sequenceLength());
    long d = model.hiddenSize();
    // Vectors that a sublayer keeps: inputs of products and norms, q, k, v, output, sum, masks.
    long attention = 9 * d;
    if (model.dropout().attention() > 0) {
      attention += 3L * model.numAttentionHeads() * window; // its weights are kept then
    }
    long feedForward = 3 * d + 2L * model.intermediateSize();
    long floats =
        model.sublayers().countAttention() * attention
            + model.sublayers().countFeedForward() * feedForward
            + 6 * d;
    return new MemoryEstimate(
        (long) copies * Float.BYTES * model.getParameterCount(),
        Float.BYTES * (tokens * floats + lanes * model.countScores(tokens / lanes)));
  }

  long totalMebibytes() {
    return (parameterBytes + activationBytes) / MEBIBYTE;
  }
}
