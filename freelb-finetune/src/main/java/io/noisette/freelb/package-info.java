/**
 * Fine-tuning of BERT, RoBERTa and BART on classification, tagging and questions, with or without
 * adversarial training.
 */
@NullMarked
package io.noisette.freelb;

import org.jspecify.annotations.NullMarked;
