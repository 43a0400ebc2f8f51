package io.noisette.launcher;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A sentence of which some words are to be guessed.
 *
 * @param start of the first word taken out, in UTF-16 units
 * @param end behind the last one
 */
record Gap(String sentence, int start, int end) {

  private static final int LEAST_WORDS = 6;
  private static final Pattern WORD = Pattern.compile("\\S+");
  private static final Pattern PLAIN_WORD = Pattern.compile("[\\p{L}\\p{M}'’-]+");

  /**
   * Takes out the words nearest to the middle that are plain, without a mark or digit.
   *
   * @param count how many words, one after the other
   * @return null if the sentence is too short or has no such words
   */
  static @Nullable Gap inTheMiddle(String sentence, int count) {
    List<MatchResult> words = WORD.matcher(sentence).results().toList();
    if (words.size() < LEAST_WORDS) {
      return null;
    }
    for (int first : fromTheMiddle(1, words.size() - 1 - count)) {
      List<MatchResult> gap = words.subList(first, first + count);
      if (gap.stream().allMatch(word -> PLAIN_WORD.matcher(word.group()).matches())) {
        return new Gap(sentence, gap.get(0).start(), gap.get(count - 1).end());
      }
    }
    return null;
  }

  /** The sentence as the model reads it. */
  String getMasked() {
    return sentence.substring(0, start) + "<mask>" + sentence.substring(end);
  }

  /** The words taken out. */
  String getWords() {
    return sentence.substring(start, end);
  }

  private static List<Integer> fromTheMiddle(int first, int last) {
    List<Integer> order = new ArrayList<>();
    int middle = (first + last) / 2;
    for (int distance = 0; distance <= last - first; distance++) {
      if (middle + distance <= last) {
        order.add(middle + distance);
      }
      if (distance > 0 && middle - distance >= first) {
        order.add(middle - distance);
      }
    }
    return order;
  }
}
