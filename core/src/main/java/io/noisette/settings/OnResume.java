package io.noisette.settings;

/**
 * What another value of a setting means to a run that exists: whether the run may be resumed with
 * it, and whether its result is still the result that these settings have.
 */
public enum OnResume {

  /** It is another run. */
  BOUND,

  /** Not the same bits, but the same result up to rounding: a resumed run keeps its value. */
  ROUNDING,

  /** The number may be raised when the run is resumed, which then trains for longer. */
  RAISABLE,

  /**
   * A resumed run may find its input elsewhere: digests tell whether it is the same, or it is in
   * the checkpoint. A result does not know the digests, and is bound to the value.
   */
  INPUT,

  /** No number of the run depends on it. */
  FREE;

  /** Whether a run may be resumed with any other value. */
  public boolean isFreeInRuns() {
    return this == FREE || this == INPUT;
  }

  /** Whether a result is the same with any other value. */
  public boolean isFreeInResults() {
    return this == FREE || this == ROUNDING;
  }
}
