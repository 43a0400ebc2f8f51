package io.noisette.model.sandwich;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How a sublayer's output y joins the stream x that goes past it (docs/papers.md 4.1).
 *
 * <p>All but {@link #NONE} have the identity map reordering of GTrXL: y is ReLU of the output.
 */
public enum Gate {
  /** x + y, without ReLU: the standard model. */
  NONE(0, 0, ""),
  /** x + y: TrXL-I. */
  ADDITION(1, 0, ""),
  /** sigmoid(W x) x + y. */
  INPUT(2, 0, "W"),
  /** x + sigmoid(W x - b) y. */
  OUTPUT(3, 1, "W"),
  /** s x + (1 - s) y, s = sigmoid(W x + b). */
  HIGHWAY(4, 1, "W"),
  /** x + sigmoid(W y - b) tanh(U y). */
  SIGMOID_TANH(5, 1, "W U"),
  /** (1 - z) x + z h, as in a gated recurrent unit. */
  GRU(6, 2, "W_r U_r W_z U_z W_g U_g");

  private final int number;
  private final int firstBias;
  private final String matrices;

  Gate(int number, int firstBias, String matrices) {
    this.number = number;
    this.firstBias = firstBias;
    this.matrices = matrices;
  }

  /** Its name in {@code config.json} and in settings. */
  public String getName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Finds a gate by its name.
   *
   * @throws IllegalArgumentException if it is another, with the names of those that are known
   */
  public static Gate named(String name) {
    List<String> known = Arrays.stream(values()).map(Gate::getName).toList();
    int index = known.indexOf(name);
    if (index < 0) {
      throw new IllegalArgumentException(
          "gate '%s' is not known; known are %s".formatted(name, String.join(", ", known)));
    }
    return values()[index];
  }

  /** Names of its (d, d) matrices, in the order in which the kernels take them. */
  public List<String> getMatrices() {
    return matrices.isEmpty() ? List.of() : List.of(matrices.split(" "));
  }

  /** Whether a (d) bias comes behind the matrices. */
  public boolean hasBias() {
    return firstBias > 0;
  }

  /** What the bias starts with: so much that the stream passes at first. */
  int getFirstBias() {
    return firstBias;
  }

  /** Its number in {@code SandwichKernels.py}. */
  int getNumber() {
    return number;
  }
}
