package io.noisette.evaluation.text;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * ROUGE as Google's package {@code rouge_score} computes it: F of ROUGE-1, ROUGE-2, ROUGE-L and
 * ROUGE-Lsum, the mean over rows. For ROUGE-Lsum, each line of a text is a sentence. Of several
 * references, each type takes the one with the largest F.
 *
 * @param stemmer whether words longer than three letters are reduced to their Porter stems
 */
public record Rouge(boolean stemmer) implements TextMetric {

  private static final List<String> TYPES = List.of("rouge1", "rouge2", "rougeL", "rougeLsum");

  @Override
  public String getName() {
    return "rouge";
  }

  /** ROUGE-2, by which summarization models are usually compared. */
  @Override
  public String getMainFigure() {
    return "rouge2";
  }

  @Override
  public String getSignature(String references) {
    return String.format(
        "nrefs:%s|case:lc|stem:%s|sentences:lines|as:rouge_score-0.1.2",
        references, stemmer ? "porter" : "no");
  }

  /** Returns precision, recall and F of each type, in the order of the types. */
  @Override
  public double[] measure(String prediction, List<String> references) {
    double[] row = new double[3 * TYPES.size()];
    int next = 0;
    for (RougeScore score : score(prediction, references).values()) {
      row[next++] = score.precision();
      row[next++] = score.recall();
      row[next++] = score.f();
    }
    return row;
  }

  @Override
  public Map<String, Double> compute(double[] sums, long rows) {
    Map<String, Double> figures = new LinkedHashMap<>();
    toMeans(sums, rows).forEach((type, mean) -> figures.put(type, 100 * mean.f()));
    return Collections.unmodifiableMap(figures);
  }

  /** Returns the scores of one prediction by type, such as {@code rouge1}. */
  public Map<String, RougeScore> score(String prediction, List<String> references) {
    RougeText own = RougeText.of(prediction, stemmer);
    Map<String, RougeScore> best = new LinkedHashMap<>();
    for (String reference : references) {
      RougeText other = RougeText.of(reference, stemmer);
      keepBest(best, "rouge1", own.compareNgrams(other, 1));
      keepBest(best, "rouge2", own.compareNgrams(other, 2));
      keepBest(best, "rougeL", own.compareSequence(other));
      keepBest(best, "rougeLsum", own.compareLines(other));
    }
    return best;
  }

  /** Returns means of precision, recall and F by type: means of F are not F of means. */
  public Map<String, RougeScore> toMeans(double[] sums, long rows) {
    Map<String, RougeScore> means = new LinkedHashMap<>();
    for (int i = 0; i < TYPES.size(); i++) {
      RougeScore mean =
          new RougeScore(sums[3 * i] / rows, sums[3 * i + 1] / rows, sums[3 * i + 2] / rows);
      means.put(TYPES.get(i), mean);
    }
    return means;
  }

  /** Returns the tokens of a text that are compared. */
  public List<String> tokenize(String text) {
    return RougeText.tokenize(text, stemmer);
  }

  private static void keepBest(Map<String, RougeScore> best, String type, RougeScore score) {
    best.merge(type, score, (known, other) -> other.f() > known.f() ? other : known);
  }
}
