package io.noisette.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A sentence with a span of words to be masked and predicted.
 *
 * @param start start of the first masked word, in UTF-16 units
 * @param end end of the last masked word (exclusive)
 */
public record Gap(String sentence, int start, int end) {

  private static final int LEAST_WORDS = 6;
  private static final int ROOM =
      10; // number of characters by which a completion may be longer than the sentence
  private static final Pattern WORD = Pattern.compile("\\S+");
  private static final Pattern PLAIN_WORD = Pattern.compile("[\\p{L}\\p{M}'’-]+");

  /**
   * Masks the words nearest to the middle that contain no punctuation or digit.
   *
   * @param count number of consecutive words to mask
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

  /** Returns the sentence with {@code <mask>} in place of the span. */
  public String getMasked() {
    return sentence.substring(0, start) + "<mask>" + sentence.substring(end);
  }

  /** Returns the masked words. */
  public String getWords() {
    return sentence.substring(start, end);
  }

  /**
   * Returns a completion with the predicted words in brackets, truncated if the model did not stop
   * in time.
   */
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
