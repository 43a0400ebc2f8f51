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
  /** For Chinese: each character of Chinese text is a token, all else is as in {@code 13a}. */
  ZH("zh") {
    @Override
    List<String> tokenize(String text) {
      StringBuilder spaced = new StringBuilder();
      text.codePoints()
          .forEach(
              c -> {
                boolean isChinese = Ranges.CHINESE.has(c);
                spaced.append(isChinese ? " " : "").appendCodePoint(c).append(isChinese ? " " : "");
              });
      return SpacedWords.split(separateAscii(spaced.toString()));
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

  /** Ranges of code points: the first and the last one of each. */
  private record Ranges(List<Integer> ends) {

    /**
     * What sacreBLEU takes for Chinese: ideographs, their punctuation, full-width forms and
     * symbols. Two of its ranges, meant for ideographs beyond the basic plane, are U+2001 to U+2A6D
     * and U+2F81 to U+2FA1 as it compares them.
     */
    static final Ranges CHINESE =
        new Ranges(
            List.of(
                0x2001, 0x2A6D, 0x2E80, 0x2EFF, 0x2F00, 0x2FDF, 0x2FF0, 0x303F, 0x3100, 0x312F,
                0x31A0, 0x31BF, 0x31C0, 0x31EF, 0x3200, 0x33FF, 0x3400, 0x4DB5, 0x4E00, 0x9FBB,
                0xF900, 0xFA2D, 0xFA30, 0xFA6A, 0xFA70, 0xFAD9, 0xFE10, 0xFE1F, 0xFE30, 0xFE4F,
                0xFF00, 0xFFEF));

    boolean has(int c) {
      for (int i = 0; i < ends.size(); i += 2) {
        if (c >= ends.get(i) && c <= ends.get(i + 1)) {
          return true;
        }
      }
      return false;
    }
  }
}
