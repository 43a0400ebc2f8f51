package io.noisette.generate.search;

import java.util.Iterator;

/** Sources to generate from, token ids of each, which may arrive slowly. */
public interface SourceReader extends Iterator<int[]> {

  /**
   * Returns whether the next source, or the end, is probably there, so that reading it would not
   * keep those waiting that were read before.
   */
  boolean isReady();

  /** Returns the sources of an iterator that never waits. */
  static SourceReader of(Iterator<int[]> sources) {
    return new SourceReader() {
      @Override
      public boolean isReady() {
        return true;
      }

      @Override
      public boolean hasNext() {
        return sources.hasNext();
      }

      @Override
      public int[] next() {
        return sources.next();
      }
    };
  }
}
