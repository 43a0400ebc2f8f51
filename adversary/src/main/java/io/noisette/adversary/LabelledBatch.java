package io.noisette.adversary;

import io.noisette.model.SequenceBatch;

/**
 * A packed micro-batch with the targets that the model's head is trained on.
 *
 * @param <T> what the head takes as targets, such as a label index per sequence
 * @param sequences the packed sequences
 * @param targets one per sequence
 */
public record LabelledBatch<T>(SequenceBatch sequences, T targets) {}
