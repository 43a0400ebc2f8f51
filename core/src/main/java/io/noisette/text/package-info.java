/** Reading of text files as documents and sentences. */
@NullMarked
package io.noisette.text;

import org.jspecify.annotations.NullMarked;
