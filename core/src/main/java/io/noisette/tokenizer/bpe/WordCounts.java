package io.noisette.tokenizer.bpe;

import io.noisette.text.WhiteSpace;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ObjLongConsumer;

/**
 * Word counts of a text, from which a vocabulary is built. Memory grows with the number of distinct
 * words only.
 */
public final class WordCounts {

  private final Map<String, Count> counts = new HashMap<>();

  /**
   * Counts the words of one line, split by the byte-level pre-tokenizer; the line break counts as
   * part of the line.
   */
  public void addLine(String line) {
    PreTokenizer.split(line + "\n", this::add);
  }

  /** Counts one occurrence of a word. */
  public void add(String word) {
    counts.computeIfAbsent(word, w -> new Count()).value++;
  }

  /** Returns true if only white space has been counted. */
  public boolean isBlank() {
    return counts.keySet().stream().allMatch(WhiteSpace::isBlank);
  }

  /** Calls {@code action} with each word and its number of occurrences, in no particular order. */
  public void forEach(ObjLongConsumer<String> action) {
    counts.forEach((word, count) -> action.accept(word, count.value));
  }

  private static final class Count {
    private long value;
  }
}
