/** Scoring of texts of any origin against references: {@code evaluate --metric}. */
@NullMarked
package io.noisette.evaluation.score;

import org.jspecify.annotations.NullMarked;
