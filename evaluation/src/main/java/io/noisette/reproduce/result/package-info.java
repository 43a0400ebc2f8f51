/** Results of the runs of a table: reading and writing them, and the values of cells. */
@NullMarked
package io.noisette.reproduce.result;

import org.jspecify.annotations.NullMarked;
