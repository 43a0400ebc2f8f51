package io.noisette.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.noisette.engine.Parameters;
import io.noisette.failure.UsageException;
import java.util.List;
import java.util.Locale;

/**
 * Specification of a trainable tensor: name, shape and initialization.
 *
 * @param name as in a checkpoint of transformers
 * @param shape as in PyTorch: (out, in) for the weight of a linear layer
 * @param start initialization
 */
public record ParameterSpec(String name, Shape shape, Start start) {

  private static final long MAX_VALUES = Integer.MAX_VALUE / Float.BYTES; // of a direct buffer

  /** Initialization schemes (docs/papers.md 1.1 and 2.2). */
  public enum Start {
    /** Normal, with the standard deviation of the model config. */
    NORMAL,
    /**
     * Normal, with the standard deviation of the model config, but 0 in the row of the padding
     * token.
     */
    NORMAL_BUT_PAD,
    /** Normal, with standard deviation width^-0.5. */
    EMBEDDING,
    /** Normal, with standard deviation width^-0.5, but 0 in the row of the padding token. */
    EMBEDDING_BUT_PAD,
    /** Xavier uniform: within ±sqrt(6 / (in + out)). */
    XAVIER,
    /**
     * Xavier uniform for the projection of queries, keys or values, as if the three projections
     * were one matrix with three times as many rows: within ±sqrt(6 / (3 * out + in)).
     */
    XAVIER_OF_THREE,
    /** All values 0. */
    ZERO,
    /** All values 1. */
    ONE,
    /** All values 2. */
    TWO,
    /** All values the standard deviation of the model config. */
    DEVIATION
  }

  /** Returns the number of values in the tensor. */
  public long size() {
    return shape.size();
  }

  /**
   * Creates trainable tensors from their specifications, with zero gradients.
   *
   * @param manager owner of the tensors
   * @param values gives each tensor's initial values in row-major order
   * @throws UsageException if a tensor has more values than fit into a buffer
   */
  public static Parameters create(
      NDManager manager, List<ParameterSpec> specs, ParameterValues values) {
    return create(manager, specs, values, true);
  }

  /**
   * Creates tensors that are not trained and have no gradients, which takes half the memory.
   *
   * @param manager owner of the tensors
   * @param values gives each tensor's values in row-major order
   * @throws UsageException if a tensor has more values than fit into a buffer
   */
  public static Parameters createConstants(
      NDManager manager, List<ParameterSpec> specs, ParameterValues values) {
    return create(manager, specs, values, false);
  }

  private static Parameters create(
      NDManager manager, List<ParameterSpec> specs, ParameterValues values, boolean trainable) {
    Parameters parameters = new Parameters(manager);
    for (ParameterSpec spec : specs) {
      if (spec.size() > MAX_VALUES) {
        throw new UsageException(
            String.format(
                Locale.ROOT,
                "%s would have %,d values, more than %,d; choose a smaller model",
                spec.name(),
                spec.size(),
                MAX_VALUES));
      }
      NDArray value = values.create(manager, spec);
      if (trainable) {
        parameters.add(spec.name(), value);
      } else {
        parameters.addConstant(spec.name(), value);
      }
    }
    return parameters;
  }
}
