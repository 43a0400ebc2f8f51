package io.noisette.noising.spi;

/**
 * Factory of a named noising function: the service that a plug-in jar lists under {@code
 * META-INF/services}.
 *
 * <p>Implementations need a public no-argument constructor.
 */
public interface NoisingFunctionFactory {

  /**
   * Returns the name in noise specs: lower-case words joined by hyphens, such as {@code infill}.
   */
  String getName();

  /** Returns one line for {@code noise-list} that says what the function does. */
  default String getDescription() {
    return "";
  }

  /**
   * Returns the version of the noising function, by which a run recognizes it when it resumes; an
   * empty string if class files and results are to be compared instead. Not asked of plug-ins,
   * which are recognized by their jars.
   */
  default String getVersion() {
    return "";
  }

  /**
   * Creates the noising function with the given arguments for a vocabulary. Implementations read
   * all their arguments on every call, whatever the values of the others, because {@code
   * noise-list} learns the arguments from these calls.
   *
   * @throws IllegalArgumentException if an argument has an invalid value; create it with {@link
   *     NoiseArguments#invalid}
   */
  NoisingFunction create(NoiseArguments arguments, Vocabulary vocabulary);
}
