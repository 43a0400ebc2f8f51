/** The noising functions of BART (section 2.2 of the paper), and insertion. */
@NullMarked
package io.noisette.noising.builtin;

import org.jspecify.annotations.NullMarked;
