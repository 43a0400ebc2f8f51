package io.noisette.distillation.loss;

import io.noisette.model.SequenceBatch;

/**
 * A packed micro-batch for a student.
 *
 * @param targets of each text, as parts of the means over the whole step
 */
public record StudentBatch(SequenceBatch sequences, StudentTargets targets) {}
