/** What tests of several packages and modules share. */
@NullMarked
package io.noisette.testing;

import org.jspecify.annotations.NullMarked;
