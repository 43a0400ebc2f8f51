package io.noisette.evaluation.answer;

/**
 * Answer that a model found in a context.
 *
 * @param text of the context, as it stands
 * @param start where it starts in the context, in Unicode code points
 * @param end behind its last character, in Unicode code points
 * @param score sum of the logits of start and end
 */
public record Answer(String text, int start, int end, double score) {}
