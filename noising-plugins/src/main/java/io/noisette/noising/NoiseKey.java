package io.noisette.noising;

import java.util.random.RandomGenerator;

/**
 * All that noise depends on, besides the block itself: so any worker, and any restart, makes the
 * same noise, and each epoch and block gets its own.
 *
 * @param document number of the document in the corpus
 * @param firstSentence number of the block's first sentence
 * @param firstToken of that sentence in the block: not 0 if the sentence is too long for one block
 */
public record NoiseKey(long seed, long epoch, long document, long firstSentence, int firstToken) {

  /** The random numbers of one function of a pipeline, from their beginning. */
  public RandomGenerator stream(int functionIndex) {
    return CounterRandom.of(seed, epoch, document, firstSentence, firstToken, functionIndex);
  }
}
