package io.noisette.model.sandwich;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Gating layers, which combine a sublayer's output y with the residual stream x (docs/papers.md
 * 4.1).
 *
 * <p>With all but {@link #NONE}, a ReLU is applied to the output first, as in the identity map
 * reordering of GTrXL.
 */
public enum Gate {
  /** x + y without ReLU: the plain residual connection of the standard model. */
  NONE(0, 0, ""),
  /** x + y, with y after a ReLU: TrXL-I. */
  ADDITION(1, 0, ""),
  /** Input gate: sigmoid(W x) x + y. */
  INPUT(2, 0, "W"),
  /** Output gate: x + sigmoid(W x - b) y. */
  OUTPUT(3, 1, "W"),
  /** Highway gate: s x + (1 - s) y, with s = sigmoid(W x + b). */
  HIGHWAY(4, 1, "W"),
  /** Sigmoid-tanh gate: x + sigmoid(W y - b) tanh(U y). */
  SIGMOID_TANH(5, 1, "W U"),
  /** Gate of a gated recurrent unit: (1 - z) x + z h. */
  GRU(6, 2, "W_r U_r W_z U_z W_g U_g");

  private final int number;
  private final int firstBias;
  private final String matrices;

  Gate(int number, int firstBias, String matrices) {
    this.number = number;
    this.firstBias = firstBias;
    this.matrices = matrices;
  }

  /** Returns the name in {@code config.json} and in settings. */
  public String getName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Returns the gate with a given name.
   *
   * @throws IllegalArgumentException if the name is unknown; the message lists the known names
   */
  public static Gate named(String name) {
    List<String> known = Arrays.stream(values()).map(Gate::getName).toList();
    int index = known.indexOf(name);
    if (index < 0) {
      throw new IllegalArgumentException(
          "unknown gate '%s'; choose one of %s".formatted(name, String.join(", ", known)));
    }
    return values()[index];
  }

  /**
   * Returns the names of the gate's (d, d) matrices, in the order in which the kernels take them.
   */
  public List<String> getMatrices() {
    return matrices.isEmpty() ? List.of() : List.of(matrices.split(" "));
  }

  /** Returns whether the gate has a (d) bias, which follows the matrices. */
  public boolean hasBias() {
    return firstBias > 0;
  }

  /**
   * Returns the initial value of the bias, large enough that the residual stream passes at first.
   */
  int getFirstBias() {
    return firstBias;
  }

  /** Returns the number by which {@code SandwichKernels.py} knows the gate. */
  int getNumber() {
    return number;
  }
}
