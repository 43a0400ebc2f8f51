/** BART models: for conditional generation, classification and question answering. */
@NullMarked
package io.noisette.model.bart;

import org.jspecify.annotations.NullMarked;
