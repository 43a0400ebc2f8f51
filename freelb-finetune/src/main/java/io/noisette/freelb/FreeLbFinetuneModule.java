package io.noisette.freelb;

import com.google.inject.AbstractModule;

/** Binds the verbs, checks and evaluations of fine-tuning. */
public final class FreeLbFinetuneModule extends AbstractModule {}
