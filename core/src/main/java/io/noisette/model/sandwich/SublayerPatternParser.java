package io.noisette.model.sandwich;

import io.noisette.text.Excerpt;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parser for orderings of sublayers as typed by users; spaces are allowed between all parts. */
final class SublayerPatternParser {

  private static final Pattern NAME = Pattern.compile("[a-z]+(?=\\s*\\()");
  private static final Pattern NUMBER = Pattern.compile("-?\\d+");
  private static final Pattern SEED = Pattern.compile("seed\\s*=\\s*");
  private static final int MOST_ECHOED = 40;

  private final String text;
  private int position;

  SublayerPatternParser(String text) {
    this.text = text;
  }

  SublayerPattern parse() {
    skipSpaces();
    int start = position;
    String name = take(NAME);
    SublayerPattern pattern;
    if (name == null) {
      pattern = letters();
    } else {
      expect('(');
      pattern = named(name, start);
      expect(')');
    }
    if (position < text.length()) {
      throw at(position, "expected the end of the ordering");
    }
    return pattern;
  }

  private SublayerPattern letters() {
    StringBuilder letters = new StringBuilder();
    for (; position < text.length(); position++) {
      char letter = text.charAt(position);
      if (letter == 's' || letter == 'f') {
        letters.append(letter);
      } else if (letter != '.' && !Character.isWhitespace(letter)) {
        throw at(
            position,
            "'%s' is not a sublayer; expected s (self-attention), f (feed-forward), . (nothing),"
                    .formatted(Character.isISOControl(letter) ? '?' : letter)
                + " or sandwich(N,K), interleaved(N), balanced(N,seed=S), budget(UNITS,seed=S)");
      }
    }
    if (letters.isEmpty()) {
      throw at(0, "expected s or f, or sandwich(N,K)");
    }
    if (letters.length() > SublayerPattern.MAX_SUBLAYERS) {
      throw at(0, "expected at most " + SublayerPattern.MAX_SUBLAYERS + " sublayers");
    }
    return new SublayerPattern(letters.toString());
  }

  private SublayerPattern named(String name, int start) {
    return switch (name) {
      case "interleaved" -> interleaved();
      case "sandwich" -> sandwich();
      case "balanced" -> {
        int n = count("n", SublayerPattern.MAX_SUBLAYERS / 2);
        yield SublayerPattern.balanced(n, seed());
      }
      case "budget" -> {
        int units = count("the budget", SublayerPattern.MAX_SUBLAYERS);
        yield SublayerPattern.budget(units, seed());
      }
      default ->
          throw at(
              start,
              "'"
                  + Excerpt.of(name, MOST_ECHOED)
                  + "' is unknown; choose sandwich, interleaved, balanced or budget");
    };
  }

  private SublayerPattern interleaved() {
    return SublayerPattern.interleaved(count("n", SublayerPattern.MAX_SUBLAYERS / 2));
  }

  private SublayerPattern sandwich() {
    int n = count("n", SublayerPattern.MAX_SUBLAYERS / 2);
    expect(',');
    int start = position;
    long k = number("k");
    if (k < 0 || k > n) {
      throw at(start, "the sandwich coefficient k must be in [0, n = " + n + "], not " + k);
    }
    return SublayerPattern.sandwich(n, (int) k);
  }

  private int count(String what, int most) {
    int start = position;
    long count = number(what);
    if (count < 1 || count > most) {
      throw at(start, what + " must be in [1, " + most + "], not " + count);
    }
    return (int) count;
  }

  private long seed() {
    expect(',');
    if (take(SEED) == null) {
      throw at(position, "expected seed=S");
    }
    return number("seed");
  }

  private long number(String what) {
    int start = position;
    String digits = take(NUMBER);
    if (digits == null) {
      throw at(start, "expected a whole number for " + what);
    }
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException e) {
      throw at(start, "the number for " + what + " is too large");
    }
  }

  private void expect(char symbol) {
    if (position == text.length() || text.charAt(position) != symbol) {
      throw at(position, "expected '" + symbol + "'");
    }
    position++;
    skipSpaces();
  }

  private @Nullable String take(Pattern pattern) {
    Matcher matcher = pattern.matcher(text).region(position, text.length());
    if (!matcher.lookingAt()) {
      return null;
    }
    position = matcher.end();
    skipSpaces();
    return matcher.group();
  }

  private void skipSpaces() {
    while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
      position++;
    }
  }

  private IllegalArgumentException at(int column, String problem) {
    return new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "sublayers '%s', column %d: %s",
            Excerpt.of(text, MOST_ECHOED),
            column + 1,
            problem));
  }
}
