package io.noisette.sandwich;

import com.google.inject.AbstractModule;

/** Binds the verbs, checks and evaluations of sandwich language models. */
public final class SandwichLmModule extends AbstractModule {}
