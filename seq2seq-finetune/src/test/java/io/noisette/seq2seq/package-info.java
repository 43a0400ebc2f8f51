@NullMarked
package io.noisette.seq2seq;

import org.jspecify.annotations.NullMarked;
