/** The verb {@code doctor}: whether this machine can do the work, and how to mend it if not. */
@NullMarked
package io.noisette.doctor;

import org.jspecify.annotations.NullMarked;
