/** Tagging of words: tasks defined in YAML files, their data, predictions and metrics. */
@NullMarked
package io.noisette.evaluation.tagging;

import org.jspecify.annotations.NullMarked;
