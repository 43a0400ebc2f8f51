/** Rows of the data files of tasks, tab-separated or JSON, and the columns that are read. */
@NullMarked
package io.noisette.evaluation.task.row;

import org.jspecify.annotations.NullMarked;
