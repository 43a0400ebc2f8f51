/** Randomness as a function of what it is for, never of what was drawn before. */
@NullMarked
package io.noisette.random;

import org.jspecify.annotations.NullMarked;
