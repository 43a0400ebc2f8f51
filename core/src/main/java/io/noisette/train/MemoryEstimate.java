package io.noisette.train;

import java.util.Locale;

/**
 * Estimated memory of a run: parameters, gradients, optimizer state, and the activations that a
 * micro-batch keeps for the backward pass, all in fp32 (4 bytes per value).
 *
 * @param parameters number of parameters of the model
 * @param moments number of values that the optimizer keeps per parameter
 * @param lanes number of lanes, each with separate gradients
 * @param activations number of values kept for the backward pass of a micro-batch, over all lanes
 * @param tokens number of tokens of a micro-batch
 */
public record MemoryEstimate(
    long parameters, int moments, int lanes, long activations, int tokens) {

  private static final long MEBIBYTE = 1 << 20;

  long parameterBytes() {
    return Float.BYTES * (1L + lanes + moments) * parameters;
  }

  long activationBytes() {
    return Float.BYTES * activations;
  }

  long totalMebibytes() {
    return (parameterBytes() + activationBytes()) / MEBIBYTE;
  }

  /** Returns one line with the memory of parameters and of activations. */
  String describe() {
    return String.format(
        Locale.ROOT,
        "about %,d MiB for parameters, gradients%s and optimizer, %,d MiB for a micro-batch of %,d"
            + " tokens",
        parameterBytes() / MEBIBYTE,
        lanes == 1 ? "" : " of " + lanes + " lanes",
        activationBytes() / MEBIBYTE,
        tokens);
  }
}
