/** Doors to stored scores, for benchmarks. */
@NullMarked
package io.noisette.distillation;

import org.jspecify.annotations.NullMarked;
