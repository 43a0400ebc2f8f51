/** Distillation of models: the Guice module of its reference values. */
@NullMarked
package io.noisette.distillation;

import org.jspecify.annotations.NullMarked;
