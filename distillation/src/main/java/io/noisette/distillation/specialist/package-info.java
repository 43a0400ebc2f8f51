/** Specialists for groups of classes: clusters, dustbin classes, merging with a generalist. */
@NullMarked
package io.noisette.distillation.specialist;

import org.jspecify.annotations.NullMarked;
