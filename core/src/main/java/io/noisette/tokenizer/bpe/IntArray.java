package io.noisette.tokenizer.bpe;

import java.util.Arrays;

/** A growable array of ints. */
final class IntArray {

  private int[] values = new int[4];
  private int size;

  int getSize() {
    return size;
  }

  int get(int index) {
    return values[index];
  }

  /** Appends a number, unless it equals the last one. */
  void addOnce(int value) {
    if (size == 0 || values[size - 1] != value) {
      add(value);
    }
  }

  void add(int value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, 2 * size);
    }
    values[size++] = value;
  }

  void clear() {
    size = 0;
  }
}
