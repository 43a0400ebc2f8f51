@NullMarked
package io.noisette.evaluation.metric;

import org.jspecify.annotations.NullMarked;
