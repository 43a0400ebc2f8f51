package io.noisette.tokenizer;

import java.util.HashMap;
import java.util.Map;
import java.util.function.ObjLongConsumer;

/** How often each word of a text occurs. Memory grows with the distinct words only. */
public final class WordCounts {

  private final Map<String, Count> counts = new HashMap<>();

  /** Counts the words of one line as a byte-level tokenizer sees them; its end is part of it. */
  public void addLine(String line) {
    PreTokenizer.split(line + "\n", this::add);
  }

  /** Counts a word. */
  public void add(String word) {
    counts.computeIfAbsent(word, w -> new Count()).value++;
  }

  /** Whether there is nothing but white space. */
  public boolean isBlank() {
    return counts.keySet().stream().allMatch(String::isBlank);
  }

  /** Hands over each word and how often it occurs, in no particular order. */
  public void forEach(ObjLongConsumer<String> action) {
    counts.forEach((word, count) -> action.accept(word, count.value));
  }

  private static final class Count {
    private long value;
  }
}
