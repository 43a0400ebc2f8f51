/** Failures that are reported to the user in one line, each with an exit code. */
@NullMarked
package io.noisette.failure;

import org.jspecify.annotations.NullMarked;
