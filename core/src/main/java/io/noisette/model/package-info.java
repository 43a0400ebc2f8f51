/**
 * Inputs, results and names that all models share: packed batches, losses, labels, parameter
 * specifications.
 */
@NullMarked
package io.noisette.model;

import org.jspecify.annotations.NullMarked;
