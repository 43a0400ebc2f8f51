package io.noisette.parity;

import java.io.IOException;
import java.util.Map;

/**
 * Recomputes the tensors of one kind of golden file. Implementations are bound in a {@code
 * MapBinder<String, ParityKind>} under the {@code kind} in the files' metadata.
 */
@FunctionalInterface
public interface ParityKind {

  /**
   * Computes the result tensors of a test case from its inputs and options.
   *
   * @return the tensors of {@link GoldenCase#getResultNames} by name; more are ignored
   */
  Map<String, ParityTensor> compute(GoldenCase goldenCase) throws IOException;
}
