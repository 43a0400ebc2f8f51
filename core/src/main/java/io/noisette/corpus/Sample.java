package io.noisette.corpus;

/**
 * A block of one document, as it is trained on.
 *
 * @param document its number in the corpus
 * @param firstSentence the sentence of its first token, numbered through the corpus
 * @param firstToken where in that sentence it begins: not 0 only in pieces of a long sentence
 * @param ids without special tokens
 * @param sentenceStarts offsets in {@code ids}, the first 0
 */
@SuppressWarnings("ArrayRecordComponent") // read once and used up; samples are never compared
public record Sample(
    long document, long firstSentence, int firstToken, int[] ids, int[] sentenceStarts) {}
