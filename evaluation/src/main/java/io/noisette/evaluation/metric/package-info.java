/** How good predictions are: figures with the definitions of scikit-learn and scipy. */
@NullMarked
package io.noisette.evaluation.metric;

import org.jspecify.annotations.NullMarked;
