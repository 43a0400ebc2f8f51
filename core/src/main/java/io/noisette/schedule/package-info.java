/** Learning-rate schedules of the papers and of their published code. */
@NullMarked
package io.noisette.schedule;

import org.jspecify.annotations.NullMarked;
