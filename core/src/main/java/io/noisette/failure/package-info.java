/** What can go wrong and is told to the user in one line, each with its exit code. */
@NullMarked
package io.noisette.failure;

import org.jspecify.annotations.NullMarked;
