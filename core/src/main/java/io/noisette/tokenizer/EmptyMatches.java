package io.noisette.tokenizer;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Test of regular expressions with which the native library would end the process: those that match
 * the empty string at the end of some text, where it then reads beyond the text.
 */
final class EmptyMatches {

  private static final int LONGEST = 8; // parts of the expression that are tried as texts
  private static final int MOST_PARTS = 256; // first characters of such parts

  /** Ends of texts on which assertions such as {@code \\b} or {@code (?<=\\d)} may depend. */
  private static final String SAMPLES =
      "aZ09 \t\n_.,-!?'\"()\u00e9\u4e2d\ud83d\ude00\u0301\u00a0\u2581";

  /** Names of Unicode scripts have a prefix in Java. */
  private static final Pattern PROPERTY = Pattern.compile("(?<=\\\\[pP])\\{(\\p{Alpha}{2,20})\\}");

  private EmptyMatches() {}

  /**
   * Returns whether an expression matches the empty string at the end of one of many short texts;
   * false if it is of another dialect, which the native library refuses if it cannot read it.
   */
  static boolean canEndText(String regex) {
    return canEndText(regex, regex)
        || canEndText(PROPERTY.matcher(regex).replaceAll("{Is$1}"), regex);
  }

  private static boolean canEndText(String form, String regex) {
    try {
      Pattern pattern = Pattern.compile(form);
      return texts(regex).stream().anyMatch(text -> matchesAtEnd(pattern.matcher(text)));
    } catch (PatternSyntaxException e) {
      return false; // another dialect
    }
  }

  private static boolean matchesAtEnd(Matcher matcher) {
    int end = matcher.regionEnd();
    return matcher.find(end) && matcher.start() == end;
  }

  /** Returns short texts, among them the parts of the expression, which lookbehinds may ask for. */
  private static Set<String> texts(String regex) {
    Set<String> texts = new LinkedHashSet<>();
    texts.add("");
    SAMPLES
        .codePoints()
        .mapToObj(Character::toString)
        .forEach(
            sample -> {
              texts.add(sample);
              texts.add("a" + sample);
              texts.add(sample.repeat(LONGEST));
            });
    for (int start = 0; start < Math.min(regex.length(), MOST_PARTS); start++) {
      for (int end = start + 1; end <= Math.min(regex.length(), start + LONGEST); end++) {
        texts.add(regex.substring(start, end));
      }
    }
    return texts;
  }
}
