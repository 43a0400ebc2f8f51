package io.noisette.corpus;

/** A stream of token ids with random access. */
@FunctionalInterface
public interface TokenSource {

  /**
   * Reads {@code count} token ids.
   *
   * @param from position of the first token
   */
  int[] read(long from, int count);
}
