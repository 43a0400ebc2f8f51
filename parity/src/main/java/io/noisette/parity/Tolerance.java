package io.noisette.parity;

/** How far a computed tensor may be from the expected one, as the golden files' README says. */
sealed interface Tolerance {

  /** Whether one finite value is near enough. */
  boolean allows(double expected, double actual);

  /** Every element within one distance. */
  record Absolute(double bound) implements Tolerance {
    @Override
    public boolean allows(double expected, double actual) {
      return Math.abs(actual - expected) <= bound;
    }
  }

  /** Every element within a share of itself. */
  record Relative(double bound) implements Tolerance {
    @Override
    public boolean allows(double expected, double actual) {
      return Math.abs(actual - expected) <= bound * Math.abs(expected);
    }
  }

  /** Every element the same: token ids. */
  record Equal() implements Tolerance {
    @Override
    public boolean allows(double expected, double actual) {
      return expected == actual;
    }
  }

  /**
   * The tolerance of one tensor.
   *
   * @param magnitude the largest absolute value expected in it
   * @param gradientMagnitude the largest absolute value of all gradients of its case
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
    if (kind.equals("bart-training") && result.endsWith("k_proj.bias")) {
      // Adam turns rounding noise in a gradient of 0 into steps.
      return new Absolute(1e-4);
    }
    boolean hasFloor =
        !kind.startsWith("optim-")
            && !kind.startsWith("transformer-xl")
            && !kind.startsWith("gtrxl-gates");
    return new Absolute(1e-5 * Math.max(hasFloor ? 0.1 : 0, magnitude));
  }

  /** Gradients of parameters, and those of embeddings that a file expects among its values. */
  static boolean isGradient(String result) {
    return result.startsWith("grad/") || result.startsWith("expected/embed_grad_");
  }
}
