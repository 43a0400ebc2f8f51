/** The subcommand {@code evaluate}, and the interface for tasks that add evaluations to it. */
@NullMarked
package io.noisette.evaluation;

import org.jspecify.annotations.NullMarked;
