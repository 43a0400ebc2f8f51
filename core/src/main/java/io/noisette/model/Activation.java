package io.noisette.model;

import java.util.Arrays;
import java.util.List;

/**
 * Activation functions of the feed-forward layers, under their names in Hugging Face transformers.
 */
public enum Activation {
  /** The exact GELU: x P(X &lt;= x) for a standard normal X. */
  GELU("gelu"),
  /** The approximation of GELU with tanh. */
  GELU_NEW("gelu_new"),
  /** The rectifier: max(x, 0). */
  RELU("relu"),
  /** The sigmoid-weighted linear unit, x sigmoid(x), also called swish. */
  SILU("silu");

  private final String name;

  Activation(String name) {
    this.name = name;
  }

  /**
   * Returns the name of the activation function in {@code config.json} and in the TorchScript
   * kernels.
   */
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
      case "gelu", "gelu_python" -> GELU;
      case "gelu_new", "gelu_pytorch_tanh", "gelu_python_tanh", "gelu_fast", "gelu_accurate" ->
          GELU_NEW;
      case "relu" -> RELU;
      case "silu", "swish" -> SILU;
      default -> throw new IllegalArgumentException(unknown(name));
    };
  }

  private static String unknown(String name) {
    List<String> known = Arrays.stream(values()).map(Activation::getName).toList();
    return "unknown activation '%s'; choose one of %s".formatted(name, String.join(", ", known));
  }
}
