package io.noisette.freelb.adversary;

import io.noisette.model.SequenceBatch;

/** A packed micro-batch for a classifier, with the target of each sequence. */
public final class LabelledBatch {

  private final SequenceBatch sequences;
  private final float[] targets;

  /**
   * Creates a micro-batch from packed sequences and the target of each.
   *
   * @param sequences the packed sequences
   * @param targets one per sequence: the index of its label, or the value of a regression
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
