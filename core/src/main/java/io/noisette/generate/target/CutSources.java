package io.noisette.generate.target;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Count of the sources that lose their end, and of their tokens. */
final class CutSources {

  private final int most;
  private long cut;
  private long cutTokens;
  private long tokens;

  /**
   * Creates a count.
   *
   * @param most maximum number of tokens of a source
   */
  CutSources(int most) {
    this.most = most;
  }

  /** Returns a source without what is too much, in front of its last token, {@code </s>}. */
  int[] shorten(int[] source) {
    tokens += source.length;
    if (source.length > most) {
      cut++;
      cutTokens += source.length - most;
    }
    return TextToText.withoutEnd(source, most);
  }

  /** Returns a line about the sources that were cut, or null if there are none. */
  @Nullable String describe() {
    if (cut == 0) {
      return null;
    }
    return String.format(
        Locale.ROOT,
        "%,d sources were longer than %,d tokens and were cut: %,d of %,d tokens"
            + " (%.1f %%) were left out",
        cut,
        most,
        cutTokens,
        tokens,
        100.0 * cutTokens / tokens);
  }
}
