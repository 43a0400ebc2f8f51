/** Benchmarks of noise, and the parts that benchmark processes share. */
@NullMarked
package io.noisette.bench;

import org.jspecify.annotations.NullMarked;
