/** Training of byte-level BPE vocabularies, on words and their counts. */
@NullMarked
package io.noisette.tokenizer.bpe;

import org.jspecify.annotations.NullMarked;
