/** BART models and models of a single stack: their layers, heads, and conditional generation. */
@NullMarked
package io.noisette.model.bart;

import org.jspecify.annotations.NullMarked;
