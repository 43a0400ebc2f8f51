/** Fine-tuning as measured beside the published loop. */
@NullMarked
package io.noisette.freelb;

import org.jspecify.annotations.NullMarked;
