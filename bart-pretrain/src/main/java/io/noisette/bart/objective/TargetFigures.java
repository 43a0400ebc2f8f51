package io.noisette.bart.objective;

import io.noisette.model.TokenLosses;
import io.noisette.report.ChartSpec;
import io.noisette.report.ChartSpec.Figure;
import io.noisette.report.ChartSpec.Scale;
import io.noisette.report.ChartSpec.Topic;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Loss, perplexity and accuracy on all target tokens, and the unigram loss. */
final class TargetFigures implements HeldOutFigures {

  static final List<ChartSpec> CHARTS =
      List.of(
          new ChartSpec(
              "Accuracy on target tokens",
              "fraction predicted correctly, held-out text",
              Topic.LEARNING,
              Scale.SHARE,
              List.of(Figure.of("validation_accuracy", "validation"))));

  private final @Nullable UnigramModel unigram;
  private final SequenceLosses targets = new SequenceLosses();
  private double unigramNats;

  TargetFigures(@Nullable UnigramModel unigram) {
    this.unigram = unigram;
  }

  @Override
  public void add(KeyedExample sequence, TokenLosses losses, int first) {
    int[] labels = sequence.example().labels();
    targets.add(labels, losses, first);
    for (int label : labels) {
      unigramNats += unigram == null || label < 0 ? 0 : unigram.nats(label);
    }
  }

  @Override
  public SequenceLosses getLosses() {
    return targets;
  }

  @Override
  public Map<String, Long> getCounts() {
    return Map.of("tokens", targets.getTokens());
  }

  @Override
  public Map<String, Double> toMap(String prefix) {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put(prefix + "loss", targets.getLoss());
    figures.put(prefix + "perplexity", Math.exp(targets.getLoss()));
    figures.put(prefix + "accuracy", targets.getAccuracy());
    if (unigram != null) {
      figures.put(prefix + "unigram_loss", unigramNats / targets.getTokens());
    }
    return figures;
  }
}
