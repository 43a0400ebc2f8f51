/** The Guice module of {@code core}. */
@NullMarked
package io.noisette;

import org.jspecify.annotations.NullMarked;
