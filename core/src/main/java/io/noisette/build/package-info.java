/** Versions of the build and of the libraries in it. */
@NullMarked
package io.noisette.build;

import org.jspecify.annotations.NullMarked;
