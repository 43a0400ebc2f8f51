package io.noisette.corpus;

/**
 * A training sequence: whole sentences of one document, or a piece of one long sentence.
 *
 * @param document number of the document in the corpus
 * @param firstSentence number, in the corpus, of the sentence that the first token belongs to
 * @param firstToken index of the first token within that sentence; greater than 0 only for later
 *     pieces of a long sentence
 * @param ids token ids, without special tokens
 * @param sentenceStarts indices in {@code ids} at which sentences start; the first is 0
 */
@SuppressWarnings("ArrayRecordComponent") // read once and discarded; never compared
public record CorpusSequence(
    long document, long firstSentence, int firstToken, int[] ids, int[] sentenceStarts) {}
