package io.noisette.freelb.adversary;

/** Whether the passes over a batch drop out the same. */
public enum DropoutSharing {
  /** One mask for all passes over a batch (the paper's equation 4). */
  ON,
  /** A mask for each pass. */
  OFF
}
