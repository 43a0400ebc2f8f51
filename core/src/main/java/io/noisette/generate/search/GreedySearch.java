package io.noisette.generate.search;

import io.noisette.model.bart.Candidates;
import java.util.List;

/** Greedy search, which takes the most likely token at each step. */
final class GreedySearch implements TargetSearch {

  private final GenerationSettings settings;
  private final TokenRules rules;
  private Hypothesis hypothesis;

  GreedySearch(GenerationSettings settings, TokenRules rules, int start) {
    this.settings = settings;
    this.rules = rules;
    hypothesis = Hypothesis.start(start, 0);
  }

  @Override
  public List<Hypothesis> getOpen() {
    return List.of(hypothesis);
  }

  @Override
  public int getParent(int index) {
    return 0;
  }

  @Override
  public void advance(Candidates candidates, int row) {
    NextToken best = rules.continuations(hypothesis, candidates, row).get(0);
    hypothesis = hypothesis.continued(best.token(), hypothesis.score() + best.logProbability());
  }

  @Override
  public boolean isFinished() {
    return rules.isEnd(hypothesis);
  }

  @Override
  public List<Hypothesis> getResults() {
    return List.of(hypothesis.finished(settings, rules.isComplete(hypothesis)));
  }
}
