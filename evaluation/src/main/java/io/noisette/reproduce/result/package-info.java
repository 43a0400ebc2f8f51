/** Results of the runs of a table, and how they are stored. */
@NullMarked
package io.noisette.reproduce.result;

import org.jspecify.annotations.NullMarked;
