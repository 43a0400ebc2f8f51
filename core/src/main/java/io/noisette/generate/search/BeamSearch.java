package io.noisette.generate.search;

import io.noisette.model.bart.Candidates;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Beam search for one source sequence, as in Hugging Face transformers 5, in the same float
 * arithmetic.
 *
 * <p>Of the 2 * beams best continuations at most half end, so that enough remain to be continued.
 * Only those that end among the better half count as finished.
 */
final class BeamSearch implements TargetSearch {

  /** Score of hypotheses that must not win; finite, so that sums with it remain ordered. */
  private static final float NEVER = -1.0e9f;

  /** An empty slot is last, also after scores that a negative penalty has put below NEVER. */
  private static final Comparator<Finished> BEST_FIRST =
      Comparator.comparing(Finished::real).thenComparing(f -> f.hypothesis().score()).reversed();

  private final GenerationSettings settings;
  private final int beams;
  private final TokenRules rules;
  private List<Hypothesis> open;
  private int[] parents;
  private List<Finished> finished;
  private int length;
  private boolean isFinished;

  BeamSearch(GenerationSettings settings, TokenRules rules, int start) {
    this.settings = settings;
    this.rules = rules;
    beams = settings.numBeams();
    open = new ArrayList<>(Collections.nCopies(beams, Hypothesis.start(start, NEVER)));
    open.set(0, Hypothesis.start(start, 0)); // otherwise all beams would start with equal scores
    parents = IntStream.range(0, beams).toArray();
    finished = Collections.nCopies(beams, new Finished(Hypothesis.start(start, NEVER), false));
  }

  /** A continuation, by one token, of the open hypothesis with index {@code parent}. */
  private record Candidate(Hypothesis hypothesis, int parent, boolean ends) {}

  /** A slot among the results; {@code real} is false until a hypothesis takes it. */
  private record Finished(Hypothesis hypothesis, boolean real) {}

  @Override
  public List<Hypothesis> getOpen() {
    return open;
  }

  @Override
  public int getParent(int index) {
    return parents[index];
  }

  @Override
  public void advance(Candidates next, int row) {
    length++;
    List<Candidate> candidates = candidates(next, row);
    List<Candidate> chosen = chooseOpen(candidates);
    open = chosen.stream().map(Candidate::hypothesis).toList();
    parents = chosen.stream().mapToInt(Candidate::parent).toArray();
    finished = chooseFinished(finished, candidates);
    isFinished =
        !canImprove(open.get(0), finished) || candidates.stream().allMatch(Candidate::ends);
  }

  @Override
  public boolean isFinished() {
    return isFinished;
  }

  @Override
  public List<Hypothesis> getResults() {
    return finished.stream()
        .limit(settings.numReturnSequences())
        .map(Finished::hypothesis)
        .toList();
  }

  /** Returns the best 2 * beams continuations of all open hypotheses, best first. */
  private List<Candidate> candidates(Candidates next, int row) {
    List<NextToken> tokens = new ArrayList<>();
    int[] ends = new int[beams]; // of the tokens after each open hypothesis
    for (int i = 0; i < beams; i++) {
      tokens.addAll(rules.continuations(open.get(i), next, row + i));
      ends[i] = tokens.size();
    }
    float[] scores = new float[tokens.size()];
    for (int i = 0, parent = 0; i < scores.length; i++) {
      parent += i == ends[parent] ? 1 : 0;
      scores[i] = tokens.get(i).logProbability() + open.get(parent).score();
    }
    List<Candidate> candidates = new ArrayList<>();
    for (int index : TopScores.of(scores, 2 * beams)) {
      int parent = 0;
      while (index >= ends[parent]) {
        parent++;
      }
      Hypothesis hypothesis = open.get(parent).continued(tokens.get(index).token(), scores[index]);
      candidates.add(new Candidate(hypothesis, parent, rules.isEnd(hypothesis)));
    }
    return candidates;
  }

  /** Returns the best continuations that do not end; if all of them end, the search stops. */
  private List<Candidate> chooseOpen(List<Candidate> candidates) {
    float[] scores = new float[candidates.size()];
    for (int i = 0; i < scores.length; i++) {
      Candidate candidate = candidates.get(i);
      scores[i] = candidate.hypothesis().score() + (candidate.ends() ? NEVER : 0);
    }
    List<Candidate> chosen = new ArrayList<>();
    for (int index : TopScores.of(scores, beams)) {
      Candidate candidate = candidates.get(index);
      Hypothesis hypothesis = candidate.hypothesis().scored(scores[index]);
      chosen.add(new Candidate(hypothesis, candidate.parent(), candidate.ends()));
    }
    return chosen;
  }

  private List<Finished> chooseFinished(List<Finished> sofar, List<Candidate> candidates) {
    List<Finished> all = new ArrayList<>(sofar);
    for (Candidate candidate : candidates.subList(0, beams)) {
      if (candidate.ends()) {
        Hypothesis hypothesis = candidate.hypothesis();
        all.add(new Finished(hypothesis.finished(settings, rules.isComplete(hypothesis)), true));
      }
    }
    all.sort(BEST_FIRST); // stable: on ties the earlier hypothesis stays first
    return List.copyOf(all.subList(0, beams));
  }

  /** Returns true if the best open hypothesis would beat the worst result. */
  private boolean canImprove(Hypothesis bestOpen, List<Finished> results) {
    boolean full = results.stream().allMatch(Finished::real);
    if (full && settings.earlyStopping() == EarlyStopping.TRUE) {
      return false;
    }
    float best = settings.penalized(bestOpen.score(), getHopedLength());
    return full
        ? best > results.get(beams - 1).hypothesis().score()
        : best > NEVER || bestOpen.score() > NEVER;
  }

  /** Returns the length at which the best open hypothesis is compared with the results. */
  private int getHopedLength() {
    boolean isLongest =
        settings.earlyStopping() == EarlyStopping.NEVER && settings.lengthPenalty() > 0;
    return isLongest ? settings.maxNewTokens() : length;
  }
}
