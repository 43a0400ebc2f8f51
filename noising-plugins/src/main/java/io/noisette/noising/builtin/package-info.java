/** BART's noising functions (section 2.2 of the paper), and token insertion. */
@NullMarked
package io.noisette.noising.builtin;

import org.jspecify.annotations.NullMarked;
