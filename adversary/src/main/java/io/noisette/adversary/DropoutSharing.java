package io.noisette.adversary;

/** Sharing of dropout masks among the passes over a batch. */
public enum DropoutSharing {
  /** One mask for all passes over a batch (equation 4 of the FreeLB paper). */
  ON,
  /** A new mask for each pass. */
  OFF
}
