/** Tokenized corpora on disk: written once, memory-mapped, read in any order. */
@NullMarked
package io.noisette.corpus;

import org.jspecify.annotations.NullMarked;
