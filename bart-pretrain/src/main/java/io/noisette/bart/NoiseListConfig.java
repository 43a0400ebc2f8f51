package io.noisette.bart;

/** The settings of {@code noise-list}. */
public record NoiseListConfig(PluginSettings plugins) {}
