package io.noisette.evaluation.text;

import io.noisette.text.LowerCase;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * chrF and chrF++ as sacreBLEU computes them, as {@code chrf}: F of n-grams of characters and words
 * over all rows. Of several references, a row takes the one with the best score.
 */
public record Chrf(ChrfOptions options) implements TextMetric {

  private static final double EPSILON = 1e-16;

  @Override
  public String getName() {
    return "chrf";
  }

  @Override
  public String getMainFigure() {
    return "chrf";
  }

  @Override
  public String getSignature(String references) {
    return String.format(
        Locale.ROOT,
        "nrefs:%s|case:%s|eff:%s|nc:%d|nw:%d|space:%s|version:%s",
        references,
        options.lowercase() ? "lc" : "mixed",
        options.epsSmoothing() ? "no" : "yes",
        options.charOrder(),
        options.wordOrder(),
        options.whitespace() ? "yes" : "no",
        Bleu.SACREBLEU);
  }

  /** Returns the name of the score in papers, such as {@code chrF2++}. */
  public String getScoreName() {
    return "chrF" + options.beta() + "+".repeat(options.wordOrder());
  }

  /** Returns n-grams of prediction and reference, and matches, for each order. */
  @Override
  public double[] measure(String prediction, List<String> references) {
    List<Map<?, Integer>> own = countNgrams(prediction);
    double[] best = new double[3 * own.size()];
    double highest = -1;
    for (String reference : references) {
      double[] row = compare(own, countNgrams(reference));
      double score = toScore(row);
      if (score > highest) {
        highest = score;
        best = row;
      }
    }
    return best;
  }

  @Override
  public Map<String, Double> compute(double[] sums, long rows) {
    return Map.of("chrf", toScore(sums));
  }

  private List<Map<?, Integer>> countNgrams(String text) {
    String cased = options.lowercase() ? LowerCase.of(text) : text;
    List<String> spaced = SpacedWords.split(cased);
    String characters = options.whitespace() ? cased : String.join("", spaced);
    List<Map<?, Integer>> counts = new ArrayList<>();
    for (int n = 1; n <= options.charOrder(); n++) {
      counts.add(Ngrams.countCharacters(characters, n));
    }
    List<String> words = separateMarks(spaced);
    for (int n = 1; n <= options.wordOrder(); n++) {
      counts.add(Ngrams.count(words, n));
    }
    return counts;
  }

  /** Makes a mark at the end of a word a word of its own, or else one at its start. */
  private static List<String> separateMarks(List<String> spaced) {
    List<String> words = new ArrayList<>();
    for (String word : spaced) {
      int last = word.length() - 1;
      if (last > 0 && isMark(word.charAt(last))) {
        words.add(word.substring(0, last));
        words.add(word.substring(last));
      } else if (last > 0 && isMark(word.charAt(0))) {
        words.add(word.substring(0, 1));
        words.add(word.substring(1));
      } else {
        words.add(word);
      }
    }
    return words;
  }

  private static boolean isMark(char c) {
    return c > ' ' && c < 0x7F && !Character.isLetterOrDigit(c);
  }

  private static double[] compare(List<Map<?, Integer>> own, List<Map<?, Integer>> other) {
    double[] row = new double[3 * own.size()];
    for (int i = 0; i < own.size(); i++) {
      row[3 * i] = other.get(i).isEmpty() ? 0 : total(own.get(i));
      row[3 * i + 1] = total(other.get(i));
      row[3 * i + 2] = countShared(own.get(i), other.get(i));
    }
    return row;
  }

  private static int total(Map<?, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  @SuppressWarnings("unchecked") // both maps count characters, or both words
  private static int countShared(Map<?, Integer> own, Map<?, Integer> other) {
    return SpacedWords.countShared((Map<Object, Integer>) own, (Map<Object, Integer>) other);
  }

  /** Computes the score from counts of one row, or of many added up. */
  private double toScore(double[] counts) {
    int orders = options.charOrder() + options.wordOrder();
    double factor = (double) options.beta() * options.beta();
    double sumOfF = 0;
    double precisions = 0;
    double recalls = 0;
    int known = 0;
    for (int i = 0; i < orders; i++) {
      double own = counts[3 * i];
      double wanted = counts[3 * i + 1];
      double precision = own > 0 ? counts[3 * i + 2] / own : EPSILON;
      double recall = wanted > 0 ? counts[3 * i + 2] / wanted : EPSILON;
      // A difference of EPSILON chooses the reference of a row without matches.
      sumOfF += factor * precision + recall > 0 ? f(precision, recall, factor) : EPSILON;
      if (own > 0 && wanted > 0) {
        precisions += precision;
        recalls += recall;
        known++;
      }
    }
    if (options.epsSmoothing()) {
      return 100 * sumOfF / orders;
    }
    return known == 0 ? 0 : 100 * f(precisions / known, recalls / known, factor);
  }

  private static double f(double precision, double recall, double factor) {
    double denominator = factor * precision + recall;
    return denominator > 0 ? (1 + factor) * precision * recall / denominator : 0;
  }
}
