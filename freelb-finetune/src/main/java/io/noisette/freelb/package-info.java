/** Fine-tuning of encoders and BART on classification tasks, with adversarial training. */
@NullMarked
package io.noisette.freelb;

import org.jspecify.annotations.NullMarked;
