/** Subcommands of the command line: their interface, options, help and console. */
@NullMarked
package io.noisette.command;

import org.jspecify.annotations.NullMarked;
