package io.noisette.model.sandwich;

import io.noisette.model.PackedTokens;
import java.util.Arrays;
import java.util.stream.LongStream;

/** The tokens of a batch that have a target, and the words that these are. */
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

  /** The places of these tokens in the batch. */
  long[] getPlaces() {
    return places;
  }

  /** The target of each, by band. */
  BandedWords getWords() {
    return words;
  }

  /** For each window, the tokens from the first that has a target on. */
  long[] getLasts() {
    return lasts;
  }

  /** The places of the last tokens of all windows among all tokens. */
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

  /** The places of the tokens that have a target among those of {@link #getLastPlaces}. */
  long[] placesAmong(long[] lastPlaces) {
    return LongStream.of(places).map(place -> Arrays.binarySearch(lastPlaces, place)).toArray();
  }
}
