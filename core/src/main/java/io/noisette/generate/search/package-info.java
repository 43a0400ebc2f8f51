/** Search for target sequences with BART models: greedy and beam search, and its settings. */
@NullMarked
package io.noisette.generate.search;

import org.jspecify.annotations.NullMarked;
