/**
 * Files of a run directory: record, metrics, checkpoints, and the lock that keeps other processes
 * out.
 */
@NullMarked
package io.noisette.run;

import org.jspecify.annotations.NullMarked;
