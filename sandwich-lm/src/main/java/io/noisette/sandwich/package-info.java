/** Sandwich language models: decoder language models whose sublayers stand in any order. */
@NullMarked
package io.noisette.sandwich;

import org.jspecify.annotations.NullMarked;
