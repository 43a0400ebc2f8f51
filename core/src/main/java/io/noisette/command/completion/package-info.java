/** Subcommand {@code completion}: scripts that complete command lines in a shell. */
@NullMarked
package io.noisette.command.completion;

import org.jspecify.annotations.NullMarked;
