package io.noisette.evaluation.text;

import io.noisette.text.LowerCase;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text as ROUGE compares it.
 *
 * @param tokens lower-case runs of ASCII letters and digits, stemmed if wanted
 * @param lines the tokens of each line
 */
record RougeText(List<String> tokens, List<List<String>> lines) {

  private static final Pattern TOKEN = Pattern.compile("[a-z0-9]+");
  private static final int LONGEST_UNSTEMMED = 3;

  static RougeText of(String text, boolean stemmer) {
    List<List<String>> lines = new ArrayList<>();
    List<String> tokens = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      List<String> own = tokenize(line, stemmer);
      lines.add(own);
      tokens.addAll(own); // no token spans a line end
    }
    return new RougeText(tokens, lines);
  }

  static List<String> tokenize(String text, boolean stemmer) {
    List<String> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(LowerCase.of(text));
    while (matcher.find()) {
      String token = matcher.group();
      tokens.add(stemmer && token.length() > LONGEST_UNSTEMMED ? PorterStemmer.stem(token) : token);
    }
    return tokens;
  }

  /** ROUGE-n: n-grams in common. */
  RougeScore compareNgrams(RougeText reference, int n) {
    int shared =
        SpacedWords.countShared(Ngrams.count(tokens, n), Ngrams.count(reference.tokens, n));
    return RougeScore.of(
        shared, Math.max(0, tokens.size() - n + 1), Math.max(0, reference.tokens.size() - n + 1));
  }

  /** ROUGE-L: longest common subsequence of all tokens. */
  RougeScore compareSequence(RougeText reference) {
    int length = tableOf(reference.tokens, tokens)[reference.tokens.size()][tokens.size()];
    return RougeScore.of(length, tokens.size(), reference.tokens.size());
  }

  /**
   * ROUGE-Lsum: for each line of the reference, the union of its longest common subsequences with
   * the lines of the prediction. A word counts at most as often as each text has it.
   */
  RougeScore compareLines(RougeText reference) {
    Map<String, Integer> left = new HashMap<>(SpacedWords.count(tokens));
    Map<String, Integer> wanted = new HashMap<>(SpacedWords.count(reference.tokens));
    int matches = 0;
    for (List<String> line : reference.lines) {
      BitSet union = new BitSet();
      lines.forEach(own -> markCommon(line, own, union));
      for (int i = union.nextSetBit(0); i >= 0; i = union.nextSetBit(i + 1)) {
        String token = line.get(i);
        if (left.getOrDefault(token, 0) > 0 && wanted.getOrDefault(token, 0) > 0) {
          matches++;
          left.merge(token, -1, Integer::sum);
          wanted.merge(token, -1, Integer::sum);
        }
      }
    }
    return RougeScore.of(matches, tokens.size(), reference.tokens.size());
  }

  /**
   * Marks the places in a line of the reference of one longest common subsequence, found from the
   * ends; of several, the one of the published code.
   */
  private static void markCommon(List<String> line, List<String> own, BitSet places) {
    int[][] table = tableOf(line, own);
    int i = line.size();
    int j = own.size();
    while (i > 0 && j > 0) {
      if (line.get(i - 1).equals(own.get(j - 1))) {
        i--;
        j--;
        places.set(i);
      } else if (table[i][j - 1] > table[i - 1][j]) {
        j--;
      } else {
        i--;
      }
    }
  }

  /** Lengths of the longest common subsequence of the first i and the first j tokens. */
  private static int[][] tableOf(List<String> one, List<String> other) {
    int[][] table = new int[one.size() + 1][other.size() + 1];
    for (int i = 1; i <= one.size(); i++) {
      String token = one.get(i - 1);
      for (int j = 1; j <= other.size(); j++) {
        table[i][j] =
            token.equals(other.get(j - 1))
                ? table[i - 1][j - 1] + 1
                : Math.max(table[i - 1][j], table[i][j - 1]);
      }
    }
    return table;
  }
}
