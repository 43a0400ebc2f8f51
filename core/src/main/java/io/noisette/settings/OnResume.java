package io.noisette.settings;

/**
 * What changing a setting means for a run that has begun: whether it may be resumed, and whether
 * its result may be reused.
 */
public enum OnResume {

  /** Changing the value makes a different run, so it is refused on resume. */
  BOUND,

  /** Changing the value changes results by rounding only; a resumed run keeps its old value. */
  ROUNDING,

  /** The number may be raised on resume, so that the run trains longer. */
  RAISABLE,

  /**
   * A path to input data, which may change on resume if digests show that the data are the same. A
   * result does not record the digests, so its value may not change.
   */
  INPUT,

  /**
   * The name of something built in, which may not change, or the path of a file that defines it,
   * which may change on resume if its digest, under the name of the setting, is the same.
   */
  DEFINITION,

  /** The value does not affect any number that the run computes, and may change on resume. */
  FREE;

  /** Returns true if a run may be resumed with any other value of the setting. */
  public boolean isFreeInRuns() {
    return this == FREE || this == INPUT;
  }

  /** Returns true if results do not depend on the value of the setting. */
  public boolean isFreeInResults() {
    return this == FREE || this == ROUNDING;
  }
}
