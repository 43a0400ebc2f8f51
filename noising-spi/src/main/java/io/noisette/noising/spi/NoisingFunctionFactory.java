package io.noisette.noising.spi;

/**
 * A named kind of noise: the service that a plug-in jar lists under {@code META-INF/services}.
 *
 * <p>Needs a public no-argument constructor.
 */
public interface NoisingFunctionFactory {

  /** The name used in a noise spec: lower-case words joined by hyphens, such as {@code infill}. */
  String getName();

  /**
   * Builds the function, reading every argument it knows from {@code arguments}.
   *
   * @throws IllegalArgumentException if an argument has a value that makes no sense; the message
   *     names key, value and what is allowed
   */
  NoisingFunction create(NoiseArguments arguments, Vocabulary vocabulary);
}
