/** Tokenized corpora on disk, which are written once and memory-mapped for random access. */
@NullMarked
package io.noisette.corpus;

import org.jspecify.annotations.NullMarked;
