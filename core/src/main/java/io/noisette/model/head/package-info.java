/** Models with a classification or span head on any body: BERT, RoBERTa, BART or a single stack. */
@NullMarked
package io.noisette.model.head;

import org.jspecify.annotations.NullMarked;
