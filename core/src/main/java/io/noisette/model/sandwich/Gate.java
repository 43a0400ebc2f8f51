package io.noisette.model.sandwich;

import io.noisette.engine.Kernels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Gating layers, which combine a sublayer's output y with the residual stream x (docs/papers.md
 * 4.1).
 *
 * <p>With all but {@link #NONE}, a ReLU is applied to the output first, as in the identity map
 * reordering of GTrXL.
 */
public enum Gate {
  /** x + y without ReLU: the plain residual connection of the standard model. */
  NONE(0, ""),
  /** x + y, with y after a ReLU: TrXL-I. */
  ADDITION(0, ""),
  /** Input gate: sigmoid(W x) x + y. */
  INPUT(0, "W"),
  /** Output gate: x + sigmoid(W x - b) y. */
  OUTPUT(1, "W"),
  /** Highway gate: s x + (1 - s) y, with s = sigmoid(W x + b). */
  HIGHWAY(1, "W"),
  /** Sigmoid-tanh gate: x + sigmoid(W y - b) tanh(U y). */
  SIGMOID_TANH(1, "W U"),
  /** Gate of a gated recurrent unit: (1 - z) x + z h. */
  GRU(2, "W_r U_r W_z U_z W_g U_g");

  private final int firstBias;
  private final String matrices;

  Gate(int firstBias, String matrices) {
    this.firstBias = firstBias;
    this.matrices = matrices;
  }

  /**
   * Returns the name of the gate in {@code config.json}, in settings and in the TorchScript
   * kernels.
   */
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

  /** Returns the names of the gate's (d, d) matrices, in parameter order. */
  public List<String> getMatrices() {
    return matrices.isEmpty() ? List.of() : List.of(matrices.split(" "));
  }

  /** Returns the names of all tensors of the gate, in parameter order. */
  public List<String> getTensors() {
    List<String> names = new ArrayList<>(getMatrices());
    if (hasBias()) {
      names.add("b");
    }
    return names;
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

  /**
   * Returns the names of a gate's tensors in the order in which the kernels take them.
   *
   * @param kernels compiled from {@code Gates.py}, or from what imports it
   * @param names full name of each tensor of {@link #getTensors}
   */
  List<String> order(Kernels kernels, Map<String, String> names) {
    String function = name().toLowerCase(Locale.ROOT);
    return names.isEmpty() ? List.of() : kernels.function(function).order("p", names);
  }
}
