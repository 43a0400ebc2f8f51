@NullMarked
package io.noisette.evaluation.task;

import org.jspecify.annotations.NullMarked;
