package io.noisette.noise;

/** Settings of {@code noise-list}. */
public record NoiseListConfig(PluginSettings plugins) {}
