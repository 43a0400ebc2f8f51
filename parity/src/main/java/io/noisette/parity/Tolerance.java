package io.noisette.parity;

import java.util.Set;

/** Maximum difference between a computed and an expected tensor, per kind of golden file. */
sealed interface Tolerance {

  /** Kinds of golden files that have parameters after training. */
  Set<String> RUNS = Set.of("bart-training", "seq2seq-training", "bart-translation");

  /** Returns whether a finite value is close enough to the expected one. */
  boolean allows(double expected, double actual);

  /** The same maximum absolute difference for every element. */
  record Absolute(double bound) implements Tolerance {
    @Override
    public boolean allows(double expected, double actual) {
      return Math.abs(actual - expected) <= bound;
    }
  }

  /** A maximum difference per element that is relative to the expected element. */
  record Relative(double bound) implements Tolerance {
    @Override
    public boolean allows(double expected, double actual) {
      return Math.abs(actual - expected) <= bound * Math.abs(expected);
    }
  }

  /** Exact equality, for token ids. */
  record Equal() implements Tolerance {
    @Override
    public boolean allows(double expected, double actual) {
      return expected == actual;
    }
  }

  /**
   * Returns the tolerance for a tensor.
   *
   * @param kind of the golden file
   * @param result name of the tensor, such as {@code expected/logits}
   * @param isIds whether the tensor holds token ids
   * @param magnitude largest absolute value expected in the tensor
   * @param gradientMagnitude largest absolute value of all gradients expected in the case
   */
  static Tolerance of(
      String kind, String result, boolean isIds, double magnitude, double gradientMagnitude) {
    if (isIds) {
      return new Equal();
    }
    if (kind.equals("schedules")) {
      return new Relative(1e-6);
    }
    if (isGradient(result)) {
      // The second term is for gradients whose true value is 0, such as those of key biases.
      return new Absolute(1e-4 * magnitude + 1e-6 * gradientMagnitude);
    }
    boolean isRun = RUNS.contains(kind);
    if (isRun && result.endsWith("k_proj.bias")) {
      // Adam turns rounding noise in a gradient of 0 into steps.
      return new Absolute(1e-4);
    }
    boolean hasFloor =
        !kind.startsWith("optim-")
            && !kind.startsWith("transformer-xl")
            && !kind.startsWith("gtrxl-gates");
    return new Absolute(1e-5 * Math.max(hasFloor ? 0.1 : 0, magnitude));
  }

  /**
   * Returns whether a tensor is a gradient: of a parameter, or of embeddings that a file lists
   * among its expected tensors.
   */
  static boolean isGradient(String result) {
    return result.startsWith("grad/") || result.startsWith("expected/embed_grad_");
  }
}
