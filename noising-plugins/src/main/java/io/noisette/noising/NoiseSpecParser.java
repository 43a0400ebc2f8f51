package io.noisette.noising;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parser for the grammar of {@link NoiseSpec}; spaces are allowed between all parts. */
final class NoiseSpecParser {

  private final String text;
  private int position;

  NoiseSpecParser(String text) {
    this.text = text;
  }

  NoiseSpec parse() {
    List<NoiseSpec.Step> steps = new ArrayList<>();
    skipSpaces();
    int start = position;
    if (next(NoiseSpec.NAME, "the name of a function").equals(NoiseSpec.NONE)) {
      skipSpaces();
    } else {
      position = start;
      do {
        steps.add(step());
      } while (skip('|'));
    }
    if (position < text.length()) {
      throw expected(steps.isEmpty() ? "the end after 'none'" : "'|' or the end");
    }
    return new NoiseSpec(steps);
  }

  private NoiseSpec.Step step() {
    int start = position;
    String name = next(NoiseSpec.NAME, "the name of a function");
    if (name.equals(NoiseSpec.NONE)) {
      throw SpecProblem.at(text, start, "'none' cannot be combined with other functions");
    }
    Map<String, String> arguments = new LinkedHashMap<>();
    if (skip('(') && !skip(')')) {
      do {
        argument(arguments);
      } while (skip(','));
      if (!skip(')')) {
        throw expected("',' or ')'");
      }
    }
    return new NoiseSpec.Step(name, arguments);
  }

  private void argument(Map<String, String> arguments) {
    int start = position;
    String key = next(NoiseSpec.NAME, "the name of an argument");
    if (arguments.containsKey(key)) {
      throw SpecProblem.at(text, start, "'" + key + "' is given twice");
    }
    arguments.put(key, skip('=') ? next(NoiseSpec.VALUE, "a value") : "");
  }

  private boolean skip(char symbol) {
    skipSpaces();
    boolean found = position < text.length() && text.charAt(position) == symbol;
    if (found) {
      position++;
      skipSpaces();
    }
    return found;
  }

  private void skipSpaces() {
    while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
      position++;
    }
  }

  private String next(Pattern pattern, String what) {
    Matcher matcher = pattern.matcher(text).region(position, text.length());
    if (!matcher.lookingAt()) {
      throw expected(what);
    }
    position = matcher.end();
    return matcher.group();
  }

  private IllegalArgumentException expected(String what) {
    return SpecProblem.at(text, position, "expected " + what);
  }
}
