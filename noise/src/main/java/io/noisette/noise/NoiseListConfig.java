package io.noisette.noise;

/** The settings of {@code noise-list}. */
public record NoiseListConfig(PluginSettings plugins) {}
