/** Subcommand {@code doctor}: checks whether this machine can run Noisette, and suggests fixes. */
@NullMarked
package io.noisette.doctor;

import org.jspecify.annotations.NullMarked;
