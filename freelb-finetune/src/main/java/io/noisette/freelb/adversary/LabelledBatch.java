package io.noisette.freelb.adversary;

import io.noisette.model.SequenceBatch;

/** A micro-batch of a classifier: packed sequences, and what is right for each. */
public final class LabelledBatch {

  private final SequenceBatch sequences;
  private final float[] targets;

  /**
   * @param targets of each sequence: the number of its label, or the value of a regression
   */
  public LabelledBatch(SequenceBatch sequences, float[] targets) {
    this.sequences = sequences;
    this.targets = targets.clone();
  }

  SequenceBatch getSequences() {
    return sequences;
  }

  float[] getTargets() {
    return targets.clone();
  }
}
