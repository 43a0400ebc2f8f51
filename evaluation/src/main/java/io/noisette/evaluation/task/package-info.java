/**
 * Classification and regression tasks, from GLUE or defined in YAML files: reading data, batched
 * predictions, metrics.
 */
@NullMarked
package io.noisette.evaluation.task;

import org.jspecify.annotations.NullMarked;
