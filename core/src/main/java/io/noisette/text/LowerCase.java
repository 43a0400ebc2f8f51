package io.noisette.text;

import java.util.Locale;

/**
 * Lower case as Python's {@code str.lower} has it, on which the published metrics rely. Java
 * differs in where a capital sigma is the last letter of a word: it asks for word boundaries,
 * Python for the nearest characters that matter for case.
 */
public final class LowerCase {

  private static final char SIGMA = 'Σ';

  /** Marks of punctuation that Unicode ignores when it looks for cased letters (Case_Ignorable). */
  private static final String IGNORED_MARKS =
      "'.:\u00B7\u0387\u055F\u05F4\u2018\u2019\u2024\u2027"
          + "\uFE13\uFE52\uFE55\uFF07\uFF0E\uFF1A";

  private LowerCase() {}

  /** Returns a text in lower case. */
  public static String of(String text) {
    StringBuilder lower = new StringBuilder();
    int from = 0;
    for (int at = text.indexOf(SIGMA); at >= 0; at = text.indexOf(SIGMA, from)) {
      lower.append(text.substring(from, at).toLowerCase(Locale.ROOT));
      lower.append(isFinal(text, at) ? 'ς' : 'σ');
      from = at + 1;
    }
    return lower.append(text.substring(from).toLowerCase(Locale.ROOT)).toString();
  }

  /** Returns whether a cased letter stands before the character at an index, and none after it. */
  private static boolean isFinal(String text, int index) {
    int before = index;
    int c = -1;
    do {
      c = before == 0 ? -1 : text.codePointBefore(before);
      before -= Character.charCount(Math.max(0, c));
    } while (isIgnored(c));
    int after = index + 1;
    int next = -1;
    do {
      next = after == text.length() ? -1 : text.codePointAt(after);
      after += Character.charCount(Math.max(0, next));
    } while (isIgnored(next));
    return isCased(c) && !isCased(next);
  }

  private static boolean isIgnored(int c) {
    return c >= 0
        && (IGNORED_MARKS.indexOf(c) >= 0
            || switch (Character.getType(c)) {
              case Character.NON_SPACING_MARK,
                  Character.ENCLOSING_MARK,
                  Character.FORMAT,
                  Character.MODIFIER_LETTER,
                  Character.MODIFIER_SYMBOL ->
                  true;
              default -> false;
            });
  }

  private static boolean isCased(int c) {
    return c >= 0
        && (Character.isLowerCase(c) || Character.isUpperCase(c) || Character.isTitleCase(c));
  }
}
