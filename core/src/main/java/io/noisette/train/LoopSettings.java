package io.noisette.train;

/**
 * What the loop itself has to know.
 *
 * @param steps optimizer steps of the whole run
 * @param seed of dropout, with step and micro-batch
 * @param dropoutFreeFraction the last part of the steps, in [0, 1], that goes without dropout
 * @param validateEvery steps between validations
 * @param checkpointEvery steps between checkpoints
 * @param nonFinite what to do about a loss or gradient that is not finite
 */
public record LoopSettings(
    int steps,
    long seed,
    double dropoutFreeFraction,
    int validateEvery,
    int checkpointEvery,
    NonFinitePolicy nonFinite) {

  boolean hasDropout(long step) {
    return step <= Math.round(steps * (1 - dropoutFreeFraction));
  }
}
