package io.noisette.model.sandwich;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Token ids sorted by the vocabulary band (adaptive-softmax cluster) that they belong to; order is
 * kept within a band.
 */
final class BandedWords {

  private final int count;
  private final long[] sizes;
  private final long[] within;
  private final long[] places; // negative where an id fills a band up

  private BandedWords(int count, long[] sizes, long[] within, long[] places) {
    this.count = count;
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
    return new BandedWords(words.length, sizes, within, places);
  }

  /**
   * Returns a copy in which each band that is not empty is filled up to a multiple of {@code unit}
   * token ids, with ids 0 at negative places: the products of bf16 are faster if the numbers of
   * their rows recur.
   */
  BandedWords filled(int unit) {
    long[] moreSizes = new long[sizes.length];
    for (int band = 0; band < sizes.length; band++) {
      moreSizes[band] = (sizes[band] + unit - 1) / unit * unit;
    }
    int rows = (int) Arrays.stream(moreSizes).sum();
    long[] moreWithin = new long[rows];
    long[] morePlaces = new long[rows];
    Arrays.fill(morePlaces, -1);
    int from = 0;
    int to = 0;
    for (int band = 0; band < sizes.length; band++) {
      System.arraycopy(within, from, moreWithin, to, (int) sizes[band]);
      System.arraycopy(places, from, morePlaces, to, (int) sizes[band]);
      from += (int) sizes[band];
      to += (int) moreSizes[band];
    }
    return new BandedWords(count, moreSizes, moreWithin, morePlaces);
  }

  /** Returns the number of token ids, without those that fill bands up. */
  int getSize() {
    return count;
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
    long[] order = new long[count];
    for (int i = 0; i < places.length; i++) {
      if (places[i] >= 0) {
        order[(int) places[i]] = i;
      }
    }
    return order;
  }

  /** Returns the token ids of a band, relative to the start of the band. */
  long[] getWithin(int band) {
    return Arrays.copyOfRange(within, start(band), start(band + 1));
  }

  /** Returns the indices of a band's token ids among the original ones; negative: none. */
  long[] getPlaces(int band) {
    return Arrays.copyOfRange(places, start(band), start(band + 1));
  }

  private int start(int band) {
    return (int) Arrays.stream(sizes, 0, band).sum();
  }
}
