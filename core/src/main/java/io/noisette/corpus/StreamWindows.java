package io.noisette.corpus;

import java.util.Iterator;
import java.util.Locale;
import java.util.NoSuchElementException;

/**
 * Windows over a stream of tokens so that each token but the first is predicted once: {@code
 * stride} new ones at a time, with up to {@code window - stride} tokens of context before them. A
 * stride as long as the window is block scoring, a stride of 1 the fully sliding window
 * (docs/papers.md 2.4). Positions begin anew in each window.
 *
 * @param streamLength tokens of the stream
 * @param window most tokens that are read at a time
 * @param stride tokens that are predicted by a window
 */
public record StreamWindows(long streamLength, int window, int stride)
    implements Iterable<StreamWindow> {

  public StreamWindows {
    if (stride < 1 || stride > window) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "stride must be in [1, %d], the window, not %d", window, stride));
    }
  }

  /** Tokens that are predicted, whatever the window is. */
  public long getScored() {
    return Math.max(0, streamLength - 1);
  }

  /** Number of windows. */
  public long getCount() {
    return (getScored() + stride - 1) / stride;
  }

  /** A window by its number. */
  public StreamWindow get(long index) {
    long first = index * stride; // the token before the first that is predicted
    if (index < 0 || first >= getScored()) {
      throw new IndexOutOfBoundsException(
          String.format(Locale.ROOT, "window %,d of %,d", index, getCount()));
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
