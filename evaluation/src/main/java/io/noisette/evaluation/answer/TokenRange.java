package io.noisette.evaluation.answer;

import io.noisette.evaluation.squad.SquadAnswer;
import io.noisette.tokenizer.PlacedTokens;
import org.jspecify.annotations.Nullable;

/**
 * Tokens of an answer in its context.
 *
 * @param last index of the last token, inclusive
 * @param exact whether the tokens begin and end where the answer does
 */
record TokenRange(int first, int last, boolean exact) {

  /**
   * Finds the tokens that cover an answer.
   *
   * @return null if no token lies in the answer, such as one of white space
   */
  static @Nullable TokenRange of(SquadAnswer answer, PlacedTokens context) {
    int start = answer.start() + countLeadingSpace(answer.text());
    int end = answer.start() + countWithoutTrailingSpace(answer.text());
    int first = -1;
    int last = -1;
    for (int token = 0; token < context.getSize() && context.getStart(token) < end; token++) {
      if (context.getEnd(token) > start) {
        first = first < 0 ? token : first;
        last = token;
      }
    }
    return first < 0
        ? null
        : new TokenRange(
            first, last, context.getStart(first) == start && context.getEnd(last) == end);
  }

  private static int countLeadingSpace(String text) {
    String rest = text.stripLeading();
    return text.codePointCount(0, text.length() - rest.length());
  }

  private static int countWithoutTrailingSpace(String text) {
    String kept = text.stripTrailing();
    return kept.codePointCount(0, kept.length());
  }
}
