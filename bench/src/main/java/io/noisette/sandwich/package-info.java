/** Language models as measured beside PyTorch. */
@NullMarked
package io.noisette.sandwich;

import org.jspecify.annotations.NullMarked;
