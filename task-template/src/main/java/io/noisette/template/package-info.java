/**
 * Template of a training task, described in {@code docs/extending.md}: a bigram language model, the
 * smallest model that a {@link io.noisette.train.Trainer} can train.
 */
@NullMarked
package io.noisette.template;

import org.jspecify.annotations.NullMarked;
