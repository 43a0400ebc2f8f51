package io.noisette.evaluation.task;

import org.jspecify.annotations.Nullable;

/**
 * An example of a task: a text or a pair of texts, usually with a label or score.
 *
 * @param second second text of a pair; null for single texts
 * @param target label index or score; NaN if unknown
 * @param index id in submissions
 * @param line line number in the file, from 1
 */
public record TaskExample(
    String text, @Nullable String second, float target, String index, long line) {}
