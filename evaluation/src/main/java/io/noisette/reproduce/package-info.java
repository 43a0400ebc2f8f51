/** The subcommand {@code reproduce}: plans and carries out the runs of a paper's table. */
@NullMarked
package io.noisette.reproduce;

import org.jspecify.annotations.NullMarked;
