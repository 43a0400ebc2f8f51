package io.noisette.settings;

/**
 * Effect of changing a setting after a run has begun: whether the run may be resumed with another
 * value, and whether its result still counts as the result of the new settings.
 */
public enum OnResume {

  /** A different run: the value may not change. */
  BOUND,

  /** The same result up to rounding, but not bit by bit: a resumed run keeps its value. */
  ROUNDING,

  /** The number may be raised on resume, so that the run trains longer. */
  RAISABLE,

  /**
   * A resumed run may read its input from another path, because digests show whether it is the
   * same, or it is in the checkpoint. A result does not record the digests, so its value may not
   * change.
   */
  INPUT,

  /** No number of the run depends on the setting. */
  FREE;

  /** Returns true if a run may be resumed with any other value. */
  public boolean isFreeInRuns() {
    return this == FREE || this == INPUT;
  }

  /** Returns true if results do not depend on the value. */
  public boolean isFreeInResults() {
    return this == FREE || this == ROUNDING;
  }
}
