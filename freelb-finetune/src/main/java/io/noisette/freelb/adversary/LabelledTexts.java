package io.noisette.freelb.adversary;

import io.noisette.model.TextBatch;

/** A micro-batch of a classifier: packed texts, and what is right for each. */
public final class LabelledTexts {

  private final TextBatch texts;
  private final float[] targets;

  /**
   * @param targets of each text: the number of its label, or the value of a regression
   */
  public LabelledTexts(TextBatch texts, float[] targets) {
    this.texts = texts;
    this.targets = targets.clone();
  }

  TextBatch getTexts() {
    return texts;
  }

  float[] getTargets() {
    return targets.clone();
  }
}
