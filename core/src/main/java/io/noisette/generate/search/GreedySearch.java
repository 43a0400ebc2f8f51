package io.noisette.generate.search;

import java.util.List;

/** Greedy search, which takes the most likely token at each step. */
final class GreedySearch {

  private final GenerationSettings settings;
  private final int eos;
  private final TokenRules rules;

  GreedySearch(GenerationSettings settings, int eos) {
    this.settings = settings;
    this.eos = eos;
    rules = new TokenRules(settings, eos);
  }

  Hypothesis search(TokenScorer scorer, int start) {
    Hypothesis hypothesis = Hypothesis.start(start, 0);
    int[] parents = {0};
    do {
      float[] scores = scorer.score(new int[] {hypothesis.getLastToken()}, parents);
      rules.apply(List.of(hypothesis), scores);
      int best = TopScores.of(scores, 1)[0];
      hypothesis = hypothesis.continued(best, hypothesis.score() + scores[best]);
    } while (hypothesis.getLastToken() != eos && hypothesis.getLength() < settings.maxNewTokens());
    float length = (float) Math.pow(hypothesis.getLength(), settings.lengthPenalty());
    return hypothesis.scored(hypothesis.score() / length);
  }
}
