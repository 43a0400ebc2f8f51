package io.noisette.parity;

import java.io.IOException;
import java.util.Map;

/**
 * Computes what golden files of one kind hold. Kinds are bound in a {@code MapBinder<String,
 * ParityKind>} by the {@code kind} of the files' metadata.
 */
@FunctionalInterface
public interface ParityKind {

  /**
   * Computes the results of a case from its inputs and options.
   *
   * @return at least the tensors of {@link GoldenCase#getResultNames}, by those names
   */
  Map<String, ParityTensor> compute(GoldenCase goldenCase) throws IOException;
}
