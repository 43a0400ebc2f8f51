package io.noisette.corpus;

/** A stream of token ids, of which any part can be read. */
@FunctionalInterface
public interface TokenSource {

  /**
   * Reads a part.
   *
   * @param from the first token
   */
  int[] read(long from, int count);
}
