/**
 * Adversarial training: perturbations of the input embeddings, and the training steps that use
 * them.
 */
@NullMarked
package io.noisette.adversary;

import org.jspecify.annotations.NullMarked;
