/** Data sets in the format of SQuAD 1.1 and 2.0. */
@NullMarked
package io.noisette.evaluation.squad;

import org.jspecify.annotations.NullMarked;
