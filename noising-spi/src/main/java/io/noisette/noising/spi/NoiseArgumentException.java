package io.noisette.noising.spi;

/** An argument of a noising function that has a value which makes no sense. */
public final class NoiseArgumentException extends IllegalArgumentException {

  private final String argument;

  NoiseArgumentException(String argument, String message) {
    super(message);
    this.argument = argument;
  }

  /** The name of the argument, so that the error can point at it. */
  public String getArgument() {
    return argument;
  }
}
