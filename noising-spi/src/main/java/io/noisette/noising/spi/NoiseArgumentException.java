package io.noisette.noising.spi;

/**
 * Thrown if an argument of a noising function has an invalid value, for example a ratio above 1.
 */
public final class NoiseArgumentException extends IllegalArgumentException {

  private final String argument;

  NoiseArgumentException(String argument, String message) {
    super(message);
    this.argument = argument;
  }

  /** Returns the name of the argument, so that the error message can point at it in the spec. */
  public String getArgument() {
    return argument;
  }
}
