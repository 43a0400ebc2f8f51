/** Coverage-guided fuzzing of everything that reads files, with Jazzer: bench/fuzz/fuzz.sh. */
@NullMarked
package io.noisette.bench.fuzz;

import org.jspecify.annotations.NullMarked;
