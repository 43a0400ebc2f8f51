package io.noisette.distillation;

import io.noisette.distillation.loss.StudentTargets;
import io.noisette.model.SequenceBatch;

/**
 * A packed micro-batch for a student.
 *
 * @param targets of each text, as parts of the means over the whole step
 */
record StudentBatch(SequenceBatch sequences, StudentTargets targets) {}
