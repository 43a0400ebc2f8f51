/** The verb {@code evaluate}, and the place where tasks put what they can measure. */
@NullMarked
package io.noisette.evaluation;

import org.jspecify.annotations.NullMarked;
