package io.noisette.bart.model;

import io.noisette.model.bart.StackSequence;

/**
 * Training example for a single stack.
 *
 * @param sequence what the stack reads and predicts
 */
public record StackExample(StackSequence sequence) implements Example {

  @Override
  public int[] labels() {
    return sequence.labels();
  }
}
