package io.noisette.evaluation.score;

/** Versions of SQuAD's official evaluation. */
public enum SquadVersion {
  /** As the data set is. */
  AUTO,
  /** SQuAD 1.1. */
  V1,
  /** SQuAD 2.0. */
  V2
}
