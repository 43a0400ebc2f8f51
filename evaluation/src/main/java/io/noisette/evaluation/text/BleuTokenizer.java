package io.noisette.evaluation.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Tokenizers of sacreBLEU. */
public enum BleuTokenizer {
  /** The tokenizer of mteval-v13a, which WMT uses: punctuation of ASCII becomes tokens. */
  MTEVAL_13A("13a") {
    @Override
    List<String> tokenize(String text) {
      return SpacedWords.split(separateAscii(" " + unescape(text) + " "));
    }
  },
  /** The tokenizer of mteval-v14 with international tokenization: punctuation of Unicode. */
  INTL("intl") {
    @Override
    List<String> tokenize(String text) {
      return SpacedWords.split(replace(text, INTERNATIONAL));
    }
  },
  /** Each character but white space is a token. */
  CHAR("char") {
    @Override
    List<String> tokenize(String text) {
      List<String> tokens = new ArrayList<>();
      for (String word : SpacedWords.split(text)) {
        word.codePoints().forEach(c -> tokens.add(Character.toString(c)));
      }
      return tokens;
    }
  },
  /** Words between white space, for text that is tokenized already. */
  NONE("none") {
    @Override
    List<String> tokenize(String text) {
      return SpacedWords.split(text);
    }
  };

  private static final List<Rule> ASCII =
      List.of(
          new Rule("([\\{-~\\[-` -&(-+:-@/])", " $1 "),
          new Rule("([^0-9])([.,])", "$1 $2 "),
          new Rule("([.,])([^0-9])", " $1 $2"),
          new Rule("([0-9])(-)", "$1 $2 "));

  private static final List<Rule> INTERNATIONAL =
      List.of(
          new Rule("(\\P{N})(\\p{P})", "$1 $2 "),
          new Rule("(\\p{P})(\\P{N})", " $1 $2"),
          new Rule("(\\p{S})", " $1 "));

  private final String name;

  BleuTokenizer(String name) {
    this.name = name;
  }

  /** Returns the name of the tokenizer in sacreBLEU, such as {@code 13a}. */
  public String getName() {
    return name;
  }

  abstract List<String> tokenize(String text);

  /** Joins lines, and replaces the entities that old data sets have. */
  private static String unescape(String text) {
    return text.replace("<skipped>", "")
        .replace("-\n", "")
        .replace('\n', ' ')
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
        .replace("&lt;", "<")
        .replace("&gt;", ">");
  }

  private static String separateAscii(String text) {
    return replace(text, ASCII);
  }

  private static String replace(String text, List<Rule> rules) {
    String result = text;
    for (Rule rule : rules) {
      result = rule.pattern.matcher(result).replaceAll(rule.replacement);
    }
    return result;
  }

  /** A replacement, carried out once from left to right. */
  private record Rule(Pattern pattern, String replacement) {
    Rule(String regex, String replacement) {
      this(Pattern.compile(regex), replacement);
    }
  }
}
