/** The program: lists the Guice modules and runs the subcommand that the command line names. */
@NullMarked
package io.noisette.launcher;

import org.jspecify.annotations.NullMarked;
