package io.noisette.train;

import java.util.Locale;

/**
 * Memory of a run, estimated: parameters with their gradients and what the optimizer keeps of them,
 * and what a micro-batch leaves for its backward pass. All are floats.
 *
 * @param parameters of the model
 * @param moments values that the optimizer keeps per parameter
 * @param lanes each with gradients of its own
 * @param activations values that a micro-batch leaves, of all lanes together
 * @param tokens of a micro-batch
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

  /** Both parts in a line. */
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
