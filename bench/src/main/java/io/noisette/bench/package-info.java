/** Benchmarks of what runs once per token. */
@NullMarked
package io.noisette.bench;

import org.jspecify.annotations.NullMarked;
