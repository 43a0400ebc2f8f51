/**
 * Evaluation of distilled data sets: networks trained on them in several ways, and the baselines
 * that they are compared with.
 */
@NullMarked
package io.noisette.distillation.dataset.evaluation;

import org.jspecify.annotations.NullMarked;
