package io.noisette.parity;

import ai.djl.engine.EngineException;
import java.io.IOException;
import java.util.Map;

/**
 * Computation of a case of reference values. It is a class of its own, because its exceptions are
 * those of the tensor library, which {@code --help} need not load.
 */
final class CaseComputation {

  private CaseComputation() {}

  /**
   * Computes a case. What the values of a file make impossible to compute, such as token ids beyond
   * the vocabulary, is a fault of the file.
   */
  static Map<String, ParityTensor> run(GoldenCase goldenCase, ParityKind kind) throws IOException {
    try {
      return kind.compute(goldenCase);
    } catch (IllegalArgumentException
        | IndexOutOfBoundsException
        | ArithmeticException
        | NegativeArraySizeException
        | EngineException e) {
      throw goldenCase.corrupt(e);
    }
  }
}
