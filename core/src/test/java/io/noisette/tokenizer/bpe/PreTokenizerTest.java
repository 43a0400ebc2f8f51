package io.noisette.tokenizer.bpe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PreTokenizerTest {

  private static final String SPACE =
      "\\t-\\r \\x{85}\\x{A0}\\x{1680}\\x{2000}-\\x{200A}\\x{2028}\\x{2029}\\x{202F}\\x{205F}"
          + "\\x{3000}";

  /** GPT-2's pattern, with the property White_Space written out for {@code \s}. */
  private static final Pattern GPT2 =
      Pattern.compile(
          "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^S\\p{L}\\p{N}]+|[S]+(?![^S])|[S]+"
              .replace("S", SPACE));

  @Test
  void wordsKeepTheSpaceBeforeThem() {
    assertEquals(
        List.of("We", "'re", " here", ",", " in", " 1984", ".", "  ", " Go", "\n"),
        split("We're here, in 1984.   Go\n"));
  }

  @Test
  void wordsAreThoseOfThePattern() {
    Random random = new Random(1);
    String alphabet = "ab'strevmld19½² \t\n\u00A0\u2028\u0085\u001C.,é\u0301中\uD83D\uDE00";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      random
          .ints(random.nextInt(12), 0, alphabet.codePointCount(0, alphabet.length()))
          .map(index -> alphabet.codePointAt(alphabet.offsetByCodePoints(0, index)))
          .forEach(text::appendCodePoint);
      assertEquals(match(text.toString()), split(text.toString()));
    }
  }

  private static List<String> split(String text) {
    List<String> words = new ArrayList<>();
    PreTokenizer.split(text, words::add);
    return words;
  }

  private static List<String> match(String text) {
    List<String> words = new ArrayList<>();
    for (Matcher matcher = GPT2.matcher(text); matcher.find(); ) {
      words.add(matcher.group());
    }
    return words;
  }
}
