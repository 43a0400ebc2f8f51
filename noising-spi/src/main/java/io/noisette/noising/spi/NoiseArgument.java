package io.noisette.noising.spi;

/**
 * Description of an argument of a noising function, as {@code noise-list} shows it.
 *
 * @param name as written in a noise spec
 * @param defaultValue value if the argument is not given, as a user would write it
 * @param meaning effect and unit of the argument, and the origin of the default
 */
public record NoiseArgument(String name, String defaultValue, String meaning) {}
