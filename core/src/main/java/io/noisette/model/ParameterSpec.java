package io.noisette.model;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.noisette.engine.Parameters;
import java.util.List;
import java.util.function.Function;

/**
 * A trainable tensor: its Hugging Face name, shape and first value.
 *
 * @param name as in a transformers checkpoint
 * @param shape as there: (out, in) for a matrix
 * @param start how its values begin
 */
public record ParameterSpec(String name, Shape shape, Start start) {

  /** How the values of a parameter begin (docs/papers.md 1.1 and 2.2). */
  public enum Start {
    /** Normal with the configuration's standard deviation. */
    NORMAL,
    /** Like {@link #NORMAL}, but the row of the pad token is 0. */
    NORMAL_BUT_PAD,
    /** Normal with the deviation width^-0.5. */
    EMBEDDING,
    /** Like {@link #EMBEDDING}, but the row of the pad token is 0. */
    EMBEDDING_BUT_PAD,
    /** Uniform within the root of 6 / (in + out). */
    XAVIER,
    /** Like {@link #XAVIER} for three such matrices as one: queries, keys, values. */
    XAVIER_OF_THREE,
    ZERO,
    ONE,
    TWO
  }

  public long size() {
    return shape.size();
  }

  /** Makes the trainable tensors of a layout. */
  public static Parameters create(
      NDManager manager, List<ParameterSpec> specs, Function<ParameterSpec, float[]> values) {
    Parameters parameters = new Parameters(manager);
    for (ParameterSpec spec : specs) {
      parameters.add(spec.name(), spec.shape(), values.apply(spec));
    }
    return parameters;
  }
}
