package io.noisette.model;

/**
 * A model for extractive question answering: BERT, RoBERTa or BART with a span head. It reads
 * question and context, and its logits are (tokens, 2): each token as start and as end of the
 * answer. The loss of a text is the mean of -log p of both.
 */
public interface QuestionAnswerer extends TextModel<AnswerSpans> {}
