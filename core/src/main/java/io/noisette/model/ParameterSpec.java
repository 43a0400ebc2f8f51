package io.noisette.model;

import ai.djl.ndarray.types.Shape;

/**
 * A trainable tensor: its Hugging Face name, shape and first value.
 *
 * @param name as in a transformers checkpoint
 * @param shape as there: (out, in) for a matrix
 * @param start how its values begin
 */
public record ParameterSpec(String name, Shape shape, Start start) {

  /** How the values of a parameter begin (papers.md 1.1, Init). */
  public enum Start {
    /** Normal with the configuration's standard deviation. */
    NORMAL,
    /** Like {@link #NORMAL}, but the row of the pad token is 0. */
    NORMAL_BUT_PAD,
    ZERO,
    ONE
  }

  public long size() {
    return shape.size();
  }
}
