package io.noisette.noising;

import java.util.random.RandomGenerator;

/**
 * Key of the random numbers that corrupt a sequence: seed, epoch and position in the corpus. Any
 * thread and any resumed run thus makes the same noise, and each epoch and sequence gets its own.
 *
 * @param seed random seed of the noise
 * @param epoch number of the epoch
 * @param document index of the document in the corpus
 * @param firstSentence index of the sequence's first sentence in the document
 * @param firstToken index in that sentence of the sequence's first token; not 0 if the sentence is
 *     too long for one sequence
 */
public record NoiseKey(long seed, long epoch, long document, long firstSentence, int firstToken) {

  /**
   * Returns a new random generator for one noising function of a spec.
   *
   * @param functionIndex position of the function in the spec
   */
  public RandomGenerator stream(int functionIndex) {
    return CounterRandom.of(seed, epoch, document, firstSentence, firstToken, functionIndex);
  }
}
