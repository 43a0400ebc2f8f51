/**
 * Fine-tuning of BARTs and single stacks on pairs of texts, such as summaries, translations and
 * rewritten sentences, and its evaluation by generated text.
 */
@NullMarked
package io.noisette.seq2seq;

import org.jspecify.annotations.NullMarked;
