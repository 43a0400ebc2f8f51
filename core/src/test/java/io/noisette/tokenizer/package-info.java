@NullMarked
package io.noisette.tokenizer;

import org.jspecify.annotations.NullMarked;
