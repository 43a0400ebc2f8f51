/** Verbs of the command line: what one is, and how it talks to its user. */
@NullMarked
package io.noisette.command;

import org.jspecify.annotations.NullMarked;
