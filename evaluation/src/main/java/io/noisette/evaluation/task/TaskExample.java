package io.noisette.evaluation.task;

import org.jspecify.annotations.Nullable;

/**
 * A text or a pair of texts, and what is right for it.
 *
 * @param second of two texts; null: the task has one
 * @param target the number of the label, or the score; NaN: not known
 * @param index what a submission calls it
 * @param line of the file, from 1
 */
public record TaskExample(
    String text, @Nullable String second, float target, String index, long line) {}
