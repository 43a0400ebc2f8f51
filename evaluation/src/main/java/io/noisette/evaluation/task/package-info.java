/** Tasks that classify or score texts, GLUE's and those of a file: data, predictions, figures. */
@NullMarked
package io.noisette.evaluation.task;

import org.jspecify.annotations.NullMarked;
