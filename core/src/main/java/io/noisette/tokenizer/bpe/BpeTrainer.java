package io.noisette.tokenizer.bpe;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.noisette.failure.UsageException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Trainer of byte-level BPE vocabularies (Sennrich et al., 2016; on bytes as in GPT-2).
 *
 * <p>The merges are the same as those of Hugging Face's trainer: each step merges the most frequent
 * pair, on ties the one with the smallest ids, and updates counts only around the merged places.
 * Long words are kept in segments, so that a merge does not look through the whole of them. Where
 * two pairs spell the same token, the second merge gets no new id.
 */
public final class BpeTrainer {

  /** RoBERTa's first token ids; the mask token gets the last id, after the merges. */
  public static final List<String> SPECIALS = List.of("<s>", "<pad>", "</s>", "<unk>");

  public static final String MASK = "<mask>";

  /** Size of the smallest vocabulary: special tokens and bytes, without merges. */
  public static final int MIN_VOCABULARY = SPECIALS.size() + ByteLevel.ALPHABET_SIZE + 1;

  /** Minimum count of a pair to be merged; pairs seen once are chance. */
  private static final long MIN_COUNT = 2;

  /** Maximum number of symbols of a segment: a merge looks only into segments with its pair. */
  private static final int SEGMENT_SYMBOLS = 256;

  private static final int NONE = -1;

  private final List<String> tokens = new ArrayList<>(SPECIALS);
  private final Map<String, Integer> ids = new HashMap<>();
  private final List<Merge> merges = new ArrayList<>();
  private final List<Segment> segments = new ArrayList<>();
  private final PairTable pairs = new PairTable();
  private final List<@Nullable IntArray> places =
      new ArrayList<>(); // by pair: segments in which it may begin, ascending
  private final IntArray changedPairs = new IntArray();
  private final PriorityQueue<Candidate> queue =
      new PriorityQueue<>(
          Comparator.comparingLong((Candidate c) -> -c.count).thenComparingLong(c -> c.pair));

  private BpeTrainer(WordCounts counts, int segmentSymbols) {
    for (int rank = 0; rank < ByteLevel.ALPHABET_SIZE; rank++) {
      tokens.add(String.valueOf(ByteLevel.getCharacter(rank)));
    }
    for (String token : tokens) {
      ids.put(token, ids.size());
    }
    counts.forEach((word, count) -> addWord(toSymbols(word), count, segmentSymbols));
  }

  /**
   * Learns merges until the vocabulary has the requested size or no pair occurs twice.
   *
   * @param counts number of occurrences of each word
   * @param vocabularySize number of token ids including all special tokens, at least 261
   * @param progress called often with the number of tokens so far
   */
  public static BpeModel train(WordCounts counts, int vocabularySize, IntConsumer progress) {
    return train(counts, vocabularySize, SEGMENT_SYMBOLS, progress);
  }

  /** The merges do not depend on the length of segments. */
  static BpeModel train(
      WordCounts counts, int vocabularySize, int segmentSymbols, IntConsumer progress) {
    checkSize(vocabularySize);
    BpeTrainer trainer = new BpeTrainer(counts, segmentSymbols);
    trainer.countPairs();
    trainer.learn(vocabularySize - 1, progress);
    return new BpeModel(trainer.tokens, trainer.merges);
  }

  public static void checkSize(int vocabularySize) {
    if (vocabularySize < MIN_VOCABULARY) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "vocab-size must be at least %d (256 bytes and 5 special tokens), not %d",
              MIN_VOCABULARY,
              vocabularySize));
    }
  }

  private void addWord(int[] symbols, long count, int segmentSymbols) {
    for (int start = 0; start < symbols.length; start += segmentSymbols) {
      int end = Math.min(start + segmentSymbols, symbols.length);
      Segment segment = new Segment(Arrays.copyOfRange(symbols, start, end), count);
      segment.previous = start == 0 ? NONE : segments.size() - 1;
      segment.next = end == symbols.length ? NONE : segments.size() + 1;
      segments.add(segment);
    }
  }

  private void countPairs() {
    for (int index = 0; index < segments.size(); index++) {
      Segment segment = segments.get(index);
      for (int i = 0; i < segment.length; i++) {
        int following = find(segment, i + 1);
        if (following != NONE) {
          change(index, segment.symbols[i], following, segment.count);
        }
      }
    }
    queueChanges();
  }

  private void learn(int size, IntConsumer progress) {
    while (tokens.size() < size) {
      Candidate top = queue.poll();
      if (top == null) {
        return;
      }
      long count = pairs.getCount(top.number);
      if (top.count != count) { // stale entry: a later merge has reduced its count
        top.count = count;
        queue.add(top);
        continue;
      }
      if (count < MIN_COUNT) {
        return;
      }
      merge(top);
      progress.accept(tokens.size());
    }
  }

  private void merge(Candidate top) {
    int first = pairs.getFirst(top.number);
    int second = pairs.getSecond(top.number);
    int merged = addToken(tokens.get(first), tokens.get(second));
    for (int i = 0; i < top.places.getSize(); i++) {
      mergeInSegment(top.places.get(i), first, second, merged);
    }
    queueChanges();
  }

  private int addToken(String first, String second) {
    merges.add(new Merge(first, second));
    String token = first + second;
    Integer known = ids.putIfAbsent(token, tokens.size());
    if (known != null) {
      return known;
    }
    tokens.add(token);
    return tokens.size() - 1;
  }

  /** Merges the pairs that begin in a segment; the last one may end in the next segment. */
  private void mergeInSegment(int index, int first, int second, int merged) {
    Segment segment = segments.get(index);
    int[] symbols = segment.symbols;
    int length = 0;
    for (int i = 0; i < segment.length; ) {
      if (symbols[i] != first || find(segment, i + 1) != second) {
        symbols[length++] = symbols[i++];
        continue;
      }
      int place = length > 0 ? index : segment.previous;
      if (place != NONE) {
        int before = length > 0 ? symbols[length - 1] : segments.get(place).getLast();
        change(place, before, first, -segment.count);
        change(place, before, merged, segment.count);
      }
      i += 2;
      if (i > segment.length) {
        removeFirst(segment.next);
      }
      int after = find(segment, i);
      if (after != NONE) {
        change(index, second, after, -segment.count);
        change(index, merged, after, segment.count);
      }
      symbols[length++] = merged;
    }
    segment.length = length;
  }

  /** Returns a symbol of a segment, behind its end the first one of the next, or NONE. */
  private int find(Segment segment, int i) {
    if (i < segment.length) {
      return segment.symbols[i];
    }
    return segment.next == NONE ? NONE : segments.get(segment.next).symbols[0];
  }

  private void removeFirst(int index) {
    Segment segment = segments.get(index);
    segment.length--;
    if (segment.length > 0) {
      System.arraycopy(segment.symbols, 1, segment.symbols, 0, segment.length);
      return;
    }
    segments.get(segment.previous).next = segment.next;
    if (segment.next != NONE) {
      segments.get(segment.next).previous = segment.previous;
    }
  }

  /**
   * Changes a pair's count; if it increased, the segment is recorded as a place to look for the
   * pair.
   */
  private void change(int segment, int first, int second, long count) {
    int number = pairs.find(first, second);
    pairs.add(number, count);
    if (count > 0) {
      while (places.size() <= number) {
        places.add(null);
      }
      IntArray found = places.get(number);
      if (found == null) {
        found = new IntArray();
        places.set(number, found);
        changedPairs.add(number);
      }
      found.addOnce(segment);
    }
  }

  private void queueChanges() {
    for (int i = 0; i < changedPairs.getSize(); i++) {
      int number = changedPairs.get(i);
      IntArray found = places.set(number, null);
      if (found != null && pairs.getCount(number) > 0) {
        queue.add(new Candidate(number, pairs.getPair(number), pairs.getCount(number), found));
      }
    }
    changedPairs.clear();
  }

  private static int[] toSymbols(String word) {
    byte[] bytes = word.getBytes(UTF_8);
    int[] symbols = new int[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      symbols[i] = SPECIALS.size() + ByteLevel.getRank(bytes[i]);
    }
    return symbols;
  }

  /** A word, or a part of a long one; the parts that have symbols are linked. */
  private static final class Segment {
    private final int[] symbols;
    private final long count;
    private int length;
    private int previous;
    private int next;

    Segment(int[] symbols, long count) {
      this.symbols = symbols;
      this.count = count;
      length = symbols.length;
    }

    int getLast() {
      return symbols[length - 1];
    }
  }

  /** A candidate for the next merge, with the segments in which the pair has begun. */
  private static final class Candidate {
    private final int number;
    private final long pair;
    private final IntArray places;
    private long count;

    Candidate(int number, long pair, long count, IntArray places) {
      this.number = number;
      this.pair = pair;
      this.count = count;
      this.places = places;
    }
  }
}
