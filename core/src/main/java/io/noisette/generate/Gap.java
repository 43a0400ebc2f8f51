package io.noisette.generate;

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
public record Gap(String sentence, int start, int end) {

  private static final int LEAST_WORDS = 6;
  private static final int ROOM = 10; // characters a completion may be longer than the sentence
  private static final Pattern WORD = Pattern.compile("\\S+");
  private static final Pattern PLAIN_WORD = Pattern.compile("[\\p{L}\\p{M}'’-]+");

  /**
   * Takes out the words nearest to the middle that are plain, without a mark or digit.
   *
   * @param count how many words, one after the other
   * @return null if the sentence is too short or has no such words
   */
  public static @Nullable Gap inTheMiddle(String sentence, int count) {
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
  public String getMasked() {
    return sentence.substring(0, start) + "<mask>" + sentence.substring(end);
  }

  /** The words taken out. */
  public String getWords() {
    return sentence.substring(start, end);
  }

  /** A completion with the filling in brackets; a young model may not find an end: cut off. */
  public String show(Completion completion) {
    String marked = Fillings.mark(getMasked(), completion.text());
    int most = sentence.length() + ROOM;
    return marked.length() <= most ? marked : marked.substring(0, most - 1) + "…";
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
