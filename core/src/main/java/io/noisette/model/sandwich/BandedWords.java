package io.noisette.model.sandwich;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Token ids sorted by the vocabulary band (adaptive-softmax cluster) that they belong to; order is
 * kept within a band.
 */
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
   * Sorts token ids by band.
   *
   * @throws IllegalArgumentException if an id is not in the vocabulary
   */
  static BandedWords of(List<SandwichConfig.Band> bands, long[] words) {
    int vocabSize = bands.get(bands.size() - 1).end();
    for (long word : words) {
      if (word < 0 || word >= vocabSize) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT, "token ids must be in [0, vocab_size = %d), not %d", vocabSize, word));
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

  /** Returns the number of token ids in each band. */
  long[] getSizes() {
    return sizes;
  }

  /** Returns all token ids, one band after the other, each relative to the start of its band. */
  long[] getWithin() {
    return within;
  }

  /** Returns the index in {@link #getWithin} of each of the original token ids. */
  long[] getOrder() {
    long[] order = new long[places.length];
    for (int i = 0; i < places.length; i++) {
      order[(int) places[i]] = i;
    }
    return order;
  }

  /** Returns the token ids of a band, relative to the start of the band. */
  long[] getWithin(int band) {
    return Arrays.copyOfRange(within, start(band), start(band + 1));
  }

  /** Returns the indices of a band's token ids among the original ones. */
  long[] getPlaces(int band) {
    return Arrays.copyOfRange(places, start(band), start(band + 1));
  }

  private int start(int band) {
    return (int) Arrays.stream(sizes, 0, band).sum();
  }
}
