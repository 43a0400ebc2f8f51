package io.noisette.tokenizer;

import io.noisette.tokenizer.bpe.BpeTrainer;
import io.noisette.tokenizer.bpe.WordCounts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A word-level vocabulary numbered like fairseq's {@code Dictionary}: {@code <s> <pad> </s> <unk>},
 * then words by descending count (ties in the order of code points), and filler words up to a
 * multiple of eight.
 */
public final class WordVocabulary {

  static final String EOS = "</s>";
  static final String UNK = "<unk>";
  static final List<String> SPECIALS = BpeTrainer.SPECIALS;

  private static final int MULTIPLE = 8;

  private final List<Entry> entries;
  private final Map<String, Integer> ids = new HashMap<>();
  private final int unkId;

  /** A word and its number of occurrences in the text from which the vocabulary was built. */
  record Entry(String word, long count) {}

  /**
   * Creates a vocabulary.
   *
   * @param entries entries by id, special tokens first; no word twice
   */
  WordVocabulary(List<Entry> entries) {
    this.entries = List.copyOf(entries);
    for (Entry entry : entries) {
      ids.put(entry.word(), ids.size());
    }
    unkId = SPECIALS.indexOf(UNK);
  }

  /**
   * Builds the vocabulary of a text from its word counts.
   *
   * @param counts counts of its words, with line ends counted as {@code </s>}
   * @param minCount minimum count of a word to be in the vocabulary; rarer words become {@code
   *     <unk>}
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

  /** Returns the number of ids, which is a multiple of eight for a vocabulary built from a text. */
  public int getSize() {
    return entries.size();
  }

  /** Returns the id of a word, or the id of {@code <unk>} if the word is not in the vocabulary. */
  public int getId(String word) {
    return ids.getOrDefault(word, unkId);
  }

  /** Returns true if the word is in the vocabulary. */
  public boolean contains(String word) {
    return ids.containsKey(word);
  }

  /** Returns the id of {@code </s>}, which ends each line. */
  public int getEosId() {
    return SPECIALS.indexOf(EOS);
  }

  /**
   * Returns true if {@code <unk>} occurs in the text from which the vocabulary was built, so that a
   * model can learn it.
   */
  public boolean hasSeenUnk() {
    return entries.get(unkId).count() > 0;
  }

  /**
   * Returns the lowest minimum count with which the same text gives {@code <unk>}, so that its
   * rarest words become it.
   */
  public long getMinCountForUnk() {
    return 1
        + entries.stream()
            .skip(SPECIALS.size())
            .mapToLong(Entry::count)
            .filter(count -> count > 0) // filler words have none
            .min()
            .orElse(1);
  }

  /** Returns all entries, by id. */
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

  /**
   * Compares by code point, as Python sorts; {@link String#compareTo} puts U+E000 to U+FFFF after
   * surrogates.
   */
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
