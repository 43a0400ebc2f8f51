/** Language models with sublayers in any order, such as Sandwich Transformers. */
@NullMarked
package io.noisette.model.sandwich;

import org.jspecify.annotations.NullMarked;
