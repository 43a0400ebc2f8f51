package io.noisette.noising.spi;

/**
 * An argument that a noising function knows, as {@code noise-list} shows it.
 *
 * @param defaultValue the value if the argument is not given, as a user would write it
 * @param meaning what it does, its unit, and whose number the default is
 */
public record NoiseArgument(String name, String defaultValue, String meaning) {}
