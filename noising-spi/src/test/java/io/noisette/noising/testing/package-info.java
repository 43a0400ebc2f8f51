/** Test tools for authors of noising functions, published as the test-jar. */
@NullMarked
package io.noisette.noising.testing;

import org.jspecify.annotations.NullMarked;
