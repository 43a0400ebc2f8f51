package io.noisette.model;

import java.util.Arrays;
import java.util.List;

/**
 * Activation functions of the feed-forward layers, under their names in Hugging Face transformers.
 */
public enum Activation {
  /** The exact GELU: x P(X &lt;= x) for a standard normal X. */
  GELU(0, "gelu"),
  /** The approximation of GELU with tanh. */
  GELU_NEW(1, "gelu_new"),
  /** The rectifier: max(x, 0). */
  RELU(2, "relu"),
  /** The sigmoid-weighted linear unit, x sigmoid(x), also called swish. */
  SILU(3, "silu");

  private final int number;
  private final String name;

  Activation(int number, String name) {
    this.number = number;
    this.name = name;
  }

  /** Returns the name in {@code config.json}. */
  public String getName() {
    return name;
  }

  /**
   * Returns the activation with a name of {@code config.json}; synonyms such as {@code swish} are
   * accepted.
   *
   * @throws IllegalArgumentException if the name is unknown; the message lists the known names
   */
  public static Activation named(String name) {
    return switch (name) {
      case "gelu" -> GELU;
      case "gelu_new", "gelu_pytorch_tanh" -> GELU_NEW;
      case "relu" -> RELU;
      case "silu", "swish" -> SILU;
      default -> throw new IllegalArgumentException(unknown(name));
    };
  }

  /**
   * Returns the number by which {@code TransformerKernels.py} and {@code HeadKernels.py} know it.
   */
  public int getNumber() {
    return number;
  }

  private static String unknown(String name) {
    List<String> known = Arrays.stream(values()).map(Activation::getName).toList();
    return "unknown activation '%s'; choose one of %s".formatted(name, String.join(", ", known));
  }
}
