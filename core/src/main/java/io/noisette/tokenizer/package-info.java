/** Text to token ids and back, and the trainer of new vocabularies. */
@NullMarked
package io.noisette.tokenizer;

import org.jspecify.annotations.NullMarked;
