/** The files of a run: record, metrics, checkpoints, and the lock that keeps others out. */
@NullMarked
package io.noisette.run;

import org.jspecify.annotations.NullMarked;
