package io.noisette.model.sandwich;

import java.util.Arrays;
import java.util.List;

/** Words sorted by their band; within a band they keep their order. */
final class BandedWords {

  private final long[] sizes;
  private final long[] within;
  private final long[] places;

  private BandedWords(long[] sizes, long[] within, long[] places) {
    this.sizes = sizes;
    this.within = within;
    this.places = places;
  }

  /**
   * Sorts words.
   *
   * @throws IllegalArgumentException if a word is in no band
   */
  static BandedWords of(List<SandwichConfig.Band> bands, long[] words) {
    int vocabSize = bands.get(bands.size() - 1).end();
    for (long word : words) {
      if (word < 0 || word >= vocabSize) {
        throw new IllegalArgumentException(
            "word %d is not in [0, vocab_size = %d)".formatted(word, vocabSize));
      }
    }
    long[] sizes = new long[bands.size()];
    long[] within = new long[words.length];
    long[] places = new long[words.length];
    int to = 0;
    for (int i = 0; i < bands.size(); i++) {
      SandwichConfig.Band band = bands.get(i);
      int before = to;
      for (int place = 0; place < words.length; place++) {
        if (words[place] >= band.start() && words[place] < band.end()) {
          within[to] = words[place] - band.start();
          places[to++] = place;
        }
      }
      sizes[i] = (long) to - before;
    }
    return new BandedWords(sizes, within, places);
  }

  int getSize() {
    return within.length;
  }

  /** Words of each band. */
  long[] getSizes() {
    return sizes;
  }

  /** All words, one band after the other, each counted from the start of its band. */
  long[] getWithin() {
    return within;
  }

  /** Where each of the words that were given stands in {@link #getWithin}. */
  long[] getOrder() {
    long[] order = new long[places.length];
    for (int i = 0; i < places.length; i++) {
      order[(int) places[i]] = i;
    }
    return order;
  }

  /** The words of a band, counted from its start. */
  long[] getWithin(int band) {
    return Arrays.copyOfRange(within, start(band), start(band + 1));
  }

  /** Where the words of a band stood among those that were given. */
  long[] getPlaces(int band) {
    return Arrays.copyOfRange(places, start(band), start(band + 1));
  }

  private int start(int band) {
    return (int) Arrays.stream(sizes, 0, band).sum();
  }
}
