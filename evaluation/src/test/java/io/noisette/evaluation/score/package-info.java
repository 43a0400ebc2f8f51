@NullMarked
package io.noisette.evaluation.score;

import org.jspecify.annotations.NullMarked;
