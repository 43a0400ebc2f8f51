/** What fine-tuning on examples has in common: hyperparameters, number of steps, batches. */
@NullMarked
package io.noisette.finetune;

import org.jspecify.annotations.NullMarked;
