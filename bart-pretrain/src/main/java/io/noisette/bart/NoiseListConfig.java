package io.noisette.bart;

/** The settings of {@code noise-list}: none. */
public record NoiseListConfig() {}
