/** The program: lists the modules and runs the verb. */
@NullMarked
package io.noisette.launcher;

import org.jspecify.annotations.NullMarked;
