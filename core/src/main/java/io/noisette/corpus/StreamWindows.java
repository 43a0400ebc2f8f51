package io.noisette.corpus;

import java.util.Iterator;
import java.util.Locale;
import java.util.NoSuchElementException;

/**
 * Evaluation windows over a token stream, such that each token but the first is predicted once.
 * Each window predicts {@code stride} tokens and holds up to {@code window - stride} tokens of
 * context before them. With a stride equal to the window, windows do not overlap; a stride of 1 is
 * a fully sliding window (docs/papers.md 2.4). Positions restart at 0 in each window.
 *
 * @param streamLength number of tokens of the stream
 * @param window maximum number of tokens read per window
 * @param stride number of tokens predicted per window
 */
public record StreamWindows(long streamLength, int window, int stride)
    implements Iterable<StreamWindow> {

  public StreamWindows {
    if (stride < 1 || stride > window) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "stride must be in [1, %d], the window size, not %d", window, stride));
    }
  }

  /** Returns the number of tokens that are predicted, which does not depend on the window size. */
  public long getScored() {
    return Math.max(0, streamLength - 1);
  }

  /** Returns the number of windows. */
  public long getCount() {
    return (getScored() + stride - 1) / stride;
  }

  /** Returns the window with the given number, counted from 0. */
  public StreamWindow get(long index) {
    long first = index * stride; // position of the token before the first predicted one
    if (index < 0 || first >= getScored()) {
      throw new IndexOutOfBoundsException(
          String.format(
              Locale.ROOT,
              "the index of a window must be in [0, %,d), not %,d",
              getCount(),
              index));
    }
    int scored = (int) Math.min(stride, getScored() - first);
    long from = Math.max(0, first - (window - stride));
    return new StreamWindow(from, (int) (first - from) + scored, scored);
  }

  @Override
  public Iterator<StreamWindow> iterator() {
    return new Iterator<>() {
      private long next;

      @Override
      public boolean hasNext() {
        return next < getCount();
      }

      @Override
      public StreamWindow next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        return get(next++);
      }
    };
  }
}
