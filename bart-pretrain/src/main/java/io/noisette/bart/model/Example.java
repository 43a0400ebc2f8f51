package io.noisette.bart.model;

import java.util.stream.IntStream;

/** Training example of an objective: inputs and labels of one sequence, special tokens included. */
public sealed interface Example permits Seq2SeqExample, StackExample {

  /** Returns the token to predict at each place, negative where there is none. */
  int[] labels();

  /** Returns the number of tokens to predict. */
  default int countTargets() {
    return (int) IntStream.of(labels()).filter(label -> label >= 0).count();
  }
}
