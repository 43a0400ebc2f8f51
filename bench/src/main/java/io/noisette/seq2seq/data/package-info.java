/** Doors to readers of pairs, for benchmarks. */
@NullMarked
package io.noisette.seq2seq.data;

import org.jspecify.annotations.NullMarked;
