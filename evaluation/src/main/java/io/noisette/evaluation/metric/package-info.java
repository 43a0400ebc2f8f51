/** Metrics of classification and regression, as scikit-learn and scipy define them. */
@NullMarked
package io.noisette.evaluation.metric;

import org.jspecify.annotations.NullMarked;
