package io.noisette.noising.spi;

/**
 * A named kind of noise: the service that a plug-in jar lists under {@code META-INF/services}.
 *
 * <p>Needs a public no-argument constructor.
 */
public interface NoisingFunctionFactory {

  /** The name used in a noise spec: lower-case words joined by hyphens, such as {@code infill}. */
  String getName();

  /** What the function does, as one line of {@code noise-list}. */
  default String getDescription() {
    return "";
  }

  /**
   * Builds the function, reading every argument it knows from {@code arguments}, whatever the
   * values of the others: a listing learns the arguments from these calls.
   *
   * @throws IllegalArgumentException if an argument has a value that makes no sense; {@link
   *     NoiseArguments#invalid} words it
   */
  NoisingFunction create(NoiseArguments arguments, Vocabulary vocabulary);
}
