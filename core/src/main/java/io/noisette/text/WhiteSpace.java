package io.noisette.text;

/**
 * Definition of white space by Unicode's property White_Space (PropList.txt), which is {@code \s}
 * in the regular expressions of tokenizers. Java's own predicates differ: they leave out U+00A0 or
 * U+0085, or add U+001C.
 */
public final class WhiteSpace {

  private WhiteSpace() {}

  /**
   * Returns true if a text has no character but white space, that of Java or of Unicode; a text of
   * no-break spaces alone is none.
   */
  public static boolean isBlank(String text) {
    return text.chars().allMatch(WhiteSpace::isAnySpace);
  }

  /** Returns a text without what {@link #isBlank} takes for white space at both ends. */
  public static String strip(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isAnySpace(text.charAt(start))) {
      start++;
    }
    while (start < end && isAnySpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  private static boolean isAnySpace(int character) {
    return Character.isWhitespace(character) || isWhiteSpace(character);
  }

  /** Returns true if a code point is white space; all such code points are below U+10000. */
  public static boolean isWhiteSpace(int codePoint) {
    return switch (codePoint) {
      case 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x20, 0x85, 0xA0, 0x1680 -> true;
      case 0x2028, 0x2029, 0x202F, 0x205F, 0x3000 -> true;
      default -> codePoint >= 0x2000 && codePoint <= 0x200A;
    };
  }
}
