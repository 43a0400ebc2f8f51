package io.noisette.seq2seq.generation;

import io.noisette.evaluation.score.TokenizedLines;
import io.noisette.evaluation.text.TextMetric;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Figures of generated texts against their references, added up text by text. */
public final class GenerationScore {

  private final TextMetric metric;
  private final TokenizedLines tokenized;
  private double[] sums = new double[0];
  private long rows;
  private long unfinished;
  private long references;
  private boolean varies;

  public GenerationScore(TextMetric metric) {
    this.metric = metric;
    tokenized = new TokenizedLines(metric);
  }

  public void add(GeneratedText generated, List<String> targets) {
    double[] statistics = metric.measure(generated.text(), targets);
    if (rows == 0) {
      sums = new double[statistics.length];
      references = targets.size();
    }
    for (int i = 0; i < sums.length; i++) {
      sums[i] += statistics[i];
    }
    tokenized.add(generated.text());
    varies |= targets.size() != references;
    unfinished += generated.finished() ? 0 : 1;
    rows++;
  }

  /** Returns the name of the metric. */
  public String getName() {
    return metric.getName();
  }

  /** Returns the number of texts. */
  public long getRows() {
    return rows;
  }

  /** Returns the number of texts that the maximum number of tokens ended. */
  public long getUnfinished() {
    return unfinished;
  }

  /** Returns the figures of the metric by name, in percent, once there is a row. */
  public Map<String, Double> getFigures() {
    return new LinkedHashMap<>(metric.compute(sums.clone(), rows));
  }

  /** Returns the definition of the metric, with the number of references. */
  public String getSignature() {
    return metric.getSignature(varies ? "var" : Long.toString(references));
  }

  /** Returns a sentence about texts that seem to be tokenized, if the metric is not for those. */
  public String getTokenizedWarning() {
    return tokenized.getWarning();
  }

  /** Returns a sentence about the texts that have no end; empty if there are none. */
  public String describeUnfinished(int maxTokens) {
    return unfinished == 0
        ? ""
        : String.format(
            Locale.ROOT,
            "%,d of %,d generated texts reached the maximum of %,d tokens before their end"
                + " (--max-tokens)",
            unfinished,
            rows,
            maxTokens);
  }
}
