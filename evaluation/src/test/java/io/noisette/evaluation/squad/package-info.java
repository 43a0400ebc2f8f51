@NullMarked
package io.noisette.evaluation.squad;

import org.jspecify.annotations.NullMarked;
