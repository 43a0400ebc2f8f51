/** Training of students that are classifiers: their start, data, batches and run directories. */
@NullMarked
package io.noisette.distillation.classifier;

import org.jspecify.annotations.NullMarked;
