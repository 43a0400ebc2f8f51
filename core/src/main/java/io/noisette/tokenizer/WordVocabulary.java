package io.noisette.tokenizer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Whole words and their ids, numbered as fairseq's dictionary does: {@code <s> <pad> </s> <unk>},
 * then words by falling count, of one count in the order of their code points, and filler words up
 * to a multiple of eight.
 */
public final class WordVocabulary {

  static final String EOS = "</s>";
  static final String UNK = "<unk>";
  static final List<String> SPECIALS = BpeTrainer.SPECIALS;

  private static final int MULTIPLE = 8;

  private final List<Entry> entries;
  private final Map<String, Integer> ids = new HashMap<>();
  private final int unkId;

  /** A word and how often it occurs in the text that the vocabulary was made of. */
  record Entry(String word, long count) {}

  /**
   * @param entries by id, the special ones first; no word twice
   */
  WordVocabulary(List<Entry> entries) {
    this.entries = List.copyOf(entries);
    for (Entry entry : entries) {
      ids.put(entry.word(), ids.size());
    }
    unkId = SPECIALS.indexOf(UNK);
  }

  /**
   * Makes the vocabulary of a text.
   *
   * @param counts of its words, the ends of lines counted as {@code </s>}
   * @param minCount words that occur less often become {@code <unk>}
   */
  public static WordVocabulary of(WordCounts counts, long minCount) {
    Map<String, Long> specials = new LinkedHashMap<>();
    SPECIALS.forEach(special -> specials.put(special, 0L));
    List<Entry> words = new ArrayList<>();
    counts.forEach(
        (word, count) -> {
          String kept = count < minCount && !specials.containsKey(word) ? UNK : word;
          if (specials.containsKey(kept)) {
            specials.merge(kept, count, Long::sum);
          } else {
            words.add(new Entry(word, count));
          }
        });
    words.sort(
        Comparator.comparingLong(Entry::count)
            .reversed()
            .thenComparing(Entry::word, WordVocabulary::compareCodePoints));
    List<Entry> entries = new ArrayList<>();
    specials.forEach((special, count) -> entries.add(new Entry(special, count)));
    entries.addAll(words);
    return new WordVocabulary(filled(entries));
  }

  /** Number of ids, a multiple of eight where it was made of a text. */
  public int getSize() {
    return entries.size();
  }

  /** The id of a word, that of {@code <unk>} if it has none. */
  public int getId(String word) {
    return ids.getOrDefault(word, unkId);
  }

  public boolean contains(String word) {
    return ids.containsKey(word);
  }

  /** What stands at the end of each line. */
  public int getEosId() {
    return SPECIALS.indexOf(EOS);
  }

  /** Whether {@code <unk>} occurs in the text of the vocabulary, so that a model can learn it. */
  public boolean hasSeenUnk() {
    return entries.get(unkId).count() > 0;
  }

  /** All words, by id. */
  List<Entry> getEntries() {
    return entries;
  }

  private static List<Entry> filled(List<Entry> entries) {
    List<String> words = entries.stream().map(Entry::word).toList();
    List<Entry> filled = new ArrayList<>(entries);
    for (int i = 0; filled.size() % MULTIPLE != 0; i++) {
      String filler = String.format(Locale.ROOT, "madeupword%04d", i);
      if (!words.contains(filler)) {
        filled.add(new Entry(filler, 0));
      }
    }
    return filled;
  }

  /** As Python sorts; {@link String#compareTo} puts U+E000 to U+FFFF behind surrogates. */
  private static int compareCodePoints(String left, String right) {
    int length = Math.min(left.length(), right.length());
    for (int i = 0; i < length; i++) {
      char one = left.charAt(i);
      char other = right.charAt(i);
      if (one != other) {
        boolean surrogate = Character.isSurrogate(one);
        return surrogate == Character.isSurrogate(other) ? one - other : surrogate ? 1 : -1;
      }
    }
    return left.length() - right.length();
  }
}
