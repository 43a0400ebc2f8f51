package io.noisette.model.sandwich;

import io.noisette.model.PackedTokens;
import java.util.Arrays;
import java.util.stream.LongStream;

/** The targets of a batch that count in the loss, with the positions that predict them. */
final class Targets {

  private final long[] places;
  private final BandedWords words;
  private final long[] lasts;

  private Targets(long[] places, BandedWords words, long[] lasts) {
    this.places = places;
    this.words = words;
    this.lasts = lasts;
  }

  /**
   * Collects the targets that are not negative.
   *
   * @throws IllegalArgumentException if a target is not in the vocabulary
   */
  static Targets of(SandwichConfig config, LanguageBatch batch) {
    PackedTokens targets = batch.targets();
    long[] places = targets.findCounted();
    long[] words = LongStream.of(places).map(place -> targets.getId((int) place)).toArray();
    long[] lengths = targets.getLengths();
    long[] lasts = new long[lengths.length];
    int next = 0;
    long end = 0;
    for (int i = 0; i < lengths.length; i++) {
      end += lengths[i];
      if (next < places.length && places[next] < end) {
        lasts[i] = end - places[next];
      }
      while (next < places.length && places[next] < end) {
        next++;
      }
    }
    return new Targets(places, BandedWords.of(config.bands(), words), lasts);
  }

  int getSize() {
    return places.length;
  }

  /** Returns the index in the batch of each position that has a target. */
  long[] getPlaces() {
    return places;
  }

  /** Returns the target token of each such position, by band. */
  BandedWords getWords() {
    return words;
  }

  /** Returns, for each window, the number of tokens from the first that has a target to the end. */
  long[] getLasts() {
    return lasts;
  }

  /** Returns the indices among all tokens of the tokens that {@link #getLasts} counts. */
  long[] getLastPlaces(PackedTokens tokens) {
    long[] lengths = tokens.getLengths();
    long[] rows = new long[(int) Arrays.stream(lasts).sum()];
    long end = 0;
    int to = 0;
    for (int i = 0; i < lengths.length; i++) {
      end += lengths[i];
      for (long row = end - lasts[i]; row < end; row++) {
        rows[to++] = row;
      }
    }
    return rows;
  }

  /** Returns the indices, within {@code lastPlaces}, of the positions that have a target. */
  long[] placesAmong(long[] lastPlaces) {
    return LongStream.of(places).map(place -> Arrays.binarySearch(lastPlaces, place)).toArray();
  }
}
