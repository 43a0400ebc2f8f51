/** Encoding of text as token ids and decoding, and training of new vocabularies. */
@NullMarked
package io.noisette.tokenizer;

import org.jspecify.annotations.NullMarked;
