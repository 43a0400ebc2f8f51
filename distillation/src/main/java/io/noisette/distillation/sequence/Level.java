package io.noisette.distillation.sequence;

import java.util.Locale;

/** What a student that writes learns from its teacher (Kim and Rush 2016). */
public enum Level {
  /** The teacher's probabilities of every target token, and the labels. */
  WORD("the teacher's probabilities of each target token, and the labels"),
  /** Targets that the teacher writes by beam search. */
  SEQUENCE("targets that the teacher writes by beam search, as labels"),
  /** The teacher's probabilities of the tokens of targets that it writes, and these as labels. */
  BOTH("targets that the teacher writes, and its probabilities of each of their tokens");

  private final String summary;

  Level(String summary) {
    this.summary = summary;
  }

  String getSummary() {
    return summary;
  }

  /** Returns whether the teacher writes the targets. */
  boolean isWritten() {
    return this != WORD;
  }

  /** Returns whether the student learns the teacher's probabilities. */
  boolean isByWord() {
    return this != SEQUENCE;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
