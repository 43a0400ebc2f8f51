/** Models for others: a Hugging Face directory and nothing else. */
@NullMarked
package io.noisette.export;

import org.jspecify.annotations.NullMarked;
