package io.noisette.evaluation.text;

import io.noisette.text.LowerCase;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** BLEU as sacreBLEU computes it, as {@code bleu}; counts of n-grams add up over rows. */
public record Bleu(BleuOptions options) implements TextMetric {

  /** Version of sacreBLEU whose numbers these are. */
  static final String SACREBLEU = "2.6.0";

  @Override
  public String getName() {
    return "bleu";
  }

  @Override
  public String getMainFigure() {
    return "bleu";
  }

  @Override
  public String getSignature(String references) {
    return String.format(
        Locale.ROOT,
        "nrefs:%s|case:%s|eff:%s|tok:%s|smooth:%s|version:%s",
        references,
        options.lowercase() ? "lc" : "mixed",
        options.effectiveOrder() ? "yes" : "no",
        options.tokenizer().getName(),
        describeSmoothing(),
        SACREBLEU);
  }

  /** Returns lengths of prediction and nearest reference, then matches and n-grams per order. */
  @Override
  public double[] measure(String prediction, List<String> references) {
    List<String> own = tokenize(prediction);
    List<List<String>> others = references.stream().map(this::tokenize).toList();
    int orders = options.maxOrder();
    double[] row = new double[2 + 2 * orders];
    row[0] = own.size();
    row[1] = getNearestLength(own.size(), others);
    for (int n = 1; n <= orders; n++) {
      row[1 + n] = countMatches(own, others, n);
      row[1 + orders + n] = Math.max(0, own.size() - n + 1);
    }
    return row;
  }

  @Override
  public Map<String, Double> compute(double[] sums, long rows) {
    return Map.of("bleu", toScore(sums).score());
  }

  /** Returns the score of counts that were added up. */
  public BleuScore toScore(double[] sums) {
    return BleuScore.of(options, sums);
  }

  /** Returns the tokens of a text that are counted. */
  public List<String> tokenize(String text) {
    String cased = options.lowercase() ? LowerCase.of(text) : text;
    return options.tokenizer().tokenize(SpacedWords.stripEnd(cased));
  }

  private String describeSmoothing() {
    String name = options.smoothing().getName();
    return options.smoothing().hasValue()
        ? name + "[" + BleuScore.round(options.smoothingValue(), 2) + "]"
        : name;
  }

  /** Of two references that are equally near, the shorter one. */
  private static int getNearestLength(int length, List<List<String>> references) {
    int nearest = references.get(0).size();
    for (List<String> reference : references) {
      int difference = Math.abs(reference.size() - length) - Math.abs(nearest - length);
      if (difference < 0 || (difference == 0 && reference.size() < nearest)) {
        nearest = reference.size();
      }
    }
    return nearest;
  }

  /** An n-gram matches at most as often as the reference has it that has it most often. */
  private static int countMatches(List<String> own, List<List<String>> references, int n) {
    Map<List<String>, Integer> most = new HashMap<>();
    for (List<String> reference : references) {
      Ngrams.count(reference, n).forEach((ngram, count) -> most.merge(ngram, count, Math::max));
    }
    return SpacedWords.countShared(Ngrams.count(own, n), most);
  }
}
