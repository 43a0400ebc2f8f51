package io.noisette.generate.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Sources in the order in which they are decoded: windows of the input, each sorted by falling
 * length, so that the sources of a batch are of similar lengths.
 */
final class SourceStream {

  /** Number of batches in a window. */
  private static final int WINDOW = 16;

  private static final Comparator<SourceText> LONGEST_FIRST =
      Comparator.comparing(SourceText::getLength).reversed();

  private final SourceReader input;
  private final int batchTokens;
  private final List<SourceText> window = new ArrayList<>();
  private int at; // of the next source of the window
  private int index; // of the next source of the input

  /**
   * Creates a stream.
   *
   * @param batchTokens maximum number of source tokens in a batch; a longer source is one alone
   */
  SourceStream(SourceReader input, int batchTokens) {
    this.input = input;
    this.batchTokens = batchTokens;
  }

  /**
   * Returns the sources that may join a batch, none unless they are worth an encoder pass: a
   * quarter of a batch must be free.
   *
   * @param occupied number of source tokens in the batch now
   */
  List<SourceText> next(int occupied) {
    List<SourceText> chosen = new ArrayList<>();
    if (occupied > 0 && occupied >= batchTokens / 4 * 3) {
      return chosen;
    }
    int total = occupied;
    while (fill(total == 0)) {
      SourceText source = window.get(at);
      total += source.getWeight();
      if (total > batchTokens && total > source.getWeight()) {
        break;
      }
      chosen.add(source);
      at++;
    }
    return chosen;
  }

  /**
   * Returns whether there is another source, after reading a window if the last one is used. A
   * window ends early where the input would have to be waited for.
   *
   * @param waits whether to wait for the first source of a window
   */
  private boolean fill(boolean waits) {
    if (at == window.size()) {
      window.clear();
      at = 0;
      long tokens = 0;
      while (tokens < (long) WINDOW * batchTokens
          && (input.isReady() || (waits && window.isEmpty()))
          && input.hasNext()) {
        SourceText source = new SourceText(index++, input.next());
        tokens += source.getWeight();
        window.add(source);
      }
      window.sort(LONGEST_FIRST);
    }
    return at < window.size();
  }
}
