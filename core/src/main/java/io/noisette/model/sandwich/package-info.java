/** Language models whose sublayers stand in any order, such as Sandwich Transformers. */
@NullMarked
package io.noisette.model.sandwich;

import org.jspecify.annotations.NullMarked;
