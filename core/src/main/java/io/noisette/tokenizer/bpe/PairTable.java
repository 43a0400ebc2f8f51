package io.noisette.tokenizer.bpe;

import java.util.Arrays;

/**
 * Hash table that numbers pairs of symbols from 0 in order of appearance and stores a count for
 * each. Its keys and values are primitive, because a large text has millions of pairs.
 */
final class PairTable {

  private static final int FREE = -1;

  private int[] slots = new int[1 << 16]; // number of the pair in each hash slot
  private long[] pairs = new long[1 << 15];
  private long[] counts = new long[1 << 15];
  private int size;

  PairTable() {
    Arrays.fill(slots, FREE);
  }

  /** Returns the number of a pair, assigning the next one to an unseen pair. */
  int find(int first, int second) {
    long pair = (long) first << Integer.SIZE | second;
    int slot = findSlot(pair);
    if (slots[slot] != FREE) {
      return slots[slot];
    }
    if (size == pairs.length) {
      grow();
      slot = findSlot(pair);
    }
    pairs[size] = pair;
    slots[slot] = size;
    return size++;
  }

  int getFirst(int number) {
    return (int) (pairs[number] >>> Integer.SIZE);
  }

  int getSecond(int number) {
    return (int) pairs[number];
  }

  /**
   * Returns both symbols of a pair as one number; comparing such numbers orders pairs by the first
   * symbol, then the second.
   */
  long getPair(int number) {
    return pairs[number];
  }

  long getCount(int number) {
    return counts[number];
  }

  void add(int number, long count) {
    counts[number] += count;
  }

  private int findSlot(long pair) {
    int mask = slots.length - 1;
    long hash = pair * 0x9E3779B97F4A7C15L;
    int slot = (int) (hash >>> Integer.SIZE) & mask;
    while (slots[slot] != FREE && pairs[slots[slot]] != pair) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  private void grow() {
    pairs = Arrays.copyOf(pairs, 2 * size);
    counts = Arrays.copyOf(counts, 2 * size);
    slots = new int[2 * slots.length];
    Arrays.fill(slots, FREE);
    for (int number = 0; number < size; number++) {
      slots[findSlot(pairs[number])] = number;
    }
  }
}
