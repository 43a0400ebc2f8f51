package io.noisette.freelb.adversary;

import io.noisette.model.SequenceBatch;

/** A micro-batch of a classifier: packed texts, and what is right for each. */
public final class LabelledBatch {

  private final SequenceBatch texts;
  private final float[] targets;

  /**
   * @param targets of each text: the number of its label, or the value of a regression
   */
  public LabelledBatch(SequenceBatch texts, float[] targets) {
    this.texts = texts;
    this.targets = targets.clone();
  }

  SequenceBatch getTexts() {
    return texts;
  }

  float[] getTargets() {
    return targets.clone();
  }
}
