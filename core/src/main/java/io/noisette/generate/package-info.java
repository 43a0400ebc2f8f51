/** Writing text with a trained model: beam search, and filling in masks. */
@NullMarked
package io.noisette.generate;

import org.jspecify.annotations.NullMarked;
