package io.noisette.model;

import java.util.Arrays;
import java.util.List;

/** What stands between the two products of a feed-forward layer, by its name in transformers. */
public enum Activation {
  /** x P(X &lt;= x), X standard normal. */
  GELU(0, "gelu"),
  /** The approximation with tanh. */
  GELU_NEW(1, "gelu_new"),
  RELU(2, "relu"),
  /** x sigmoid(x). */
  SILU(3, "silu");

  private final int number;
  private final String name;

  Activation(int number, String name) {
    this.number = number;
    this.name = name;
  }

  /** Its name in {@code config.json}. */
  public String getName() {
    return name;
  }

  /**
   * Finds an activation by a name that it has in {@code config.json}.
   *
   * @throws IllegalArgumentException if it is another, with the names of those that are known
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

  /** Its number in {@code TransformerKernels.py} and {@code HeadKernels.py}. */
  public int getNumber() {
    return number;
  }

  private static String unknown(String name) {
    List<String> known = Arrays.stream(values()).map(Activation::getName).toList();
    return "activation '%s' is not known; known are %s".formatted(name, String.join(", ", known));
  }
}
