/**
 * Metrics of generated text against references: ROUGE, BLEU, chrF, SQuAD's and others, with
 * confidence intervals and tests of significance.
 */
@NullMarked
package io.noisette.evaluation.text;

import org.jspecify.annotations.NullMarked;
