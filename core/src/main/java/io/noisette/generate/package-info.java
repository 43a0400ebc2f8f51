/** Text generation with trained models: beam search for filling in masks, and sampling. */
@NullMarked
package io.noisette.generate;

import org.jspecify.annotations.NullMarked;
