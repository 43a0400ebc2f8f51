package io.noisette.tokenizer.bpe;

import io.noisette.text.WhiteSpace;
import java.util.function.Consumer;

/**
 * GPT-2's pre-tokenizer, which splits text into the words that merges do not cross: {@code
 * 's|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+}. Scanned by hand
 * because {@code java.util.regex} is slower and defines {@code \s} differently.
 */
final class PreTokenizer {

  private static final String[] CONTRACTIONS = {"'s", "'t", "'re", "'ve", "'m", "'ll", "'d"};

  private PreTokenizer() {}

  /** Passes the words of a text to {@code words} in order; their concatenation is the text. */
  static void split(String text, Consumer<String> words) {
    for (int start = 0; start < text.length(); ) {
      int end = findEnd(text, start);
      words.accept(text.substring(start, end));
      start = end;
    }
  }

  private static int findEnd(String text, int start) {
    for (String contraction : CONTRACTIONS) {
      if (text.startsWith(contraction, start)) {
        return start + contraction.length();
      }
    }
    int body = start;
    if (text.charAt(start) == ' ' && start + 1 < text.length()) {
      body++;
    }
    Kind kind = Kind.of(text.codePointAt(body));
    if (kind == Kind.SPACE) {
      return findEndOfSpace(text, start);
    }
    int end = body;
    while (end < text.length() && Kind.of(text.codePointAt(end)) == kind) {
      end += Character.charCount(text.codePointAt(end));
    }
    return end;
  }

  /**
   * Returns the end of a run of white space, the last character of which belongs to the following
   * word, if there is one.
   */
  private static int findEndOfSpace(String text, int start) {
    int end = start;
    while (end < text.length() && WhiteSpace.isWhiteSpace(text.charAt(end))) {
      end++;
    }
    return end == text.length() || end == start + 1 ? end : end - 1;
  }

  private enum Kind {
    LETTER,
    NUMBER,
    SPACE,
    OTHER;

    static Kind of(int codePoint) {
      return switch (Character.getType(codePoint)) {
        case Character.UPPERCASE_LETTER,
            Character.LOWERCASE_LETTER,
            Character.TITLECASE_LETTER,
            Character.MODIFIER_LETTER,
            Character.OTHER_LETTER ->
            LETTER;
        case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER ->
            NUMBER;
        default -> WhiteSpace.isWhiteSpace(codePoint) ? SPACE : OTHER;
      };
    }
  }
}
