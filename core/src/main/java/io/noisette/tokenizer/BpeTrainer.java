package io.noisette.tokenizer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.noisette.failure.UsageException;
import java.util.ArrayList;
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
 * Where two pairs spell the same token, the second merge gets no new id.
 */
public final class BpeTrainer {

  /** RoBERTa's first token ids; the mask token gets the last id, after the merges. */
  static final List<String> SPECIALS = List.of("<s>", "<pad>", "</s>", "<unk>");

  static final String MASK = "<mask>";

  /** Size of the smallest vocabulary: special tokens and bytes, without merges. */
  static final int MIN_VOCABULARY = SPECIALS.size() + ByteLevel.ALPHABET_SIZE + 1;

  /** Minimum count of a pair to be merged; pairs seen once are chance. */
  private static final long MIN_COUNT = 2;

  private final List<String> tokens = new ArrayList<>(SPECIALS);
  private final Map<String, Integer> ids = new HashMap<>();
  private final List<Merge> merges = new ArrayList<>();
  private final List<Word> words = new ArrayList<>();
  private final PairTable pairs = new PairTable();
  private final List<@Nullable IntArray> places =
      new ArrayList<>(); // by pair: words that may contain it
  private final IntArray changedPairs = new IntArray();
  private final PriorityQueue<Candidate> queue =
      new PriorityQueue<>(
          Comparator.comparingLong((Candidate c) -> -c.count).thenComparingLong(c -> c.pair));

  private BpeTrainer(WordCounts counts) {
    for (int rank = 0; rank < ByteLevel.ALPHABET_SIZE; rank++) {
      tokens.add(String.valueOf(ByteLevel.getCharacter(rank)));
    }
    for (String token : tokens) {
      ids.put(token, ids.size());
    }
    counts.forEach((word, count) -> words.add(new Word(toSymbols(word), count)));
  }

  /**
   * Learns merges until the vocabulary has the requested size or no pair occurs twice.
   *
   * @param counts number of occurrences of each word
   * @param vocabularySize number of token ids including all special tokens, at least 261
   * @param progress called often with the number of tokens so far
   */
  public static BpeModel train(WordCounts counts, int vocabularySize, IntConsumer progress) {
    checkSize(vocabularySize);
    BpeTrainer trainer = new BpeTrainer(counts);
    trainer.countPairs();
    trainer.learn(vocabularySize - 1, progress);
    return new BpeModel(trainer.tokens, trainer.merges);
  }

  static void checkSize(int vocabularySize) {
    if (vocabularySize < MIN_VOCABULARY) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "vocab-size must be at least %d (256 bytes and 5 special tokens), not %d",
              MIN_VOCABULARY,
              vocabularySize));
    }
  }

  private void countPairs() {
    for (int index = 0; index < words.size(); index++) {
      Word word = words.get(index);
      for (int i = 0; i + 1 < word.length; i++) {
        change(index, word.symbols[i], word.symbols[i + 1], word.count);
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
      mergeInWord(top.places.get(i), first, second, merged);
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

  private void mergeInWord(int index, int first, int second, int merged) {
    Word word = words.get(index);
    int[] symbols = word.symbols;
    int length = 0;
    for (int i = 0; i < word.length; ) {
      boolean found = symbols[i] == first && i + 1 < word.length && symbols[i + 1] == second;
      if (!found) {
        symbols[length++] = symbols[i++];
        continue;
      }
      if (length > 0) {
        change(index, symbols[length - 1], first, -word.count);
        change(index, symbols[length - 1], merged, word.count);
      }
      i += 2;
      if (i < word.length) {
        change(index, second, symbols[i], -word.count);
        change(index, merged, symbols[i], word.count);
      }
      symbols[length++] = merged;
    }
    word.length = length;
  }

  /**
   * Changes a pair's count; if it increased, the word is recorded as a place to look for the pair.
   */
  private void change(int word, int first, int second, long count) {
    int number = pairs.find(first, second);
    pairs.add(number, count);
    if (count > 0) {
      while (places.size() <= number) {
        places.add(null);
      }
      IntArray words = places.get(number);
      if (words == null) {
        words = new IntArray();
        places.set(number, words);
        changedPairs.add(number);
      }
      words.addOnce(word);
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

  private static final class Word {
    private final int[] symbols;
    private final long count;
    private int length;

    Word(int[] symbols, long count) {
      this.symbols = symbols;
      this.count = count;
      length = symbols.length;
    }
  }

  /** A candidate for the next merge, with the words in which the pair has appeared. */
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
