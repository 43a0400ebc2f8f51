/** What the authors of noising functions test them with; published as the test-jar. */
@NullMarked
package io.noisette.noising.testing;

import org.jspecify.annotations.NullMarked;
