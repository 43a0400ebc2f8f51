/** Learning-rate schedules of the papers and of the code they were run with. */
@NullMarked
package io.noisette.schedule;

import org.jspecify.annotations.NullMarked;
