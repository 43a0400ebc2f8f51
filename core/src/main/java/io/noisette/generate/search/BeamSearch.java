package io.noisette.generate.search;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * Beam search for one source sequence, as in Hugging Face transformers 5, in the same float
 * arithmetic.
 *
 * <p>Of the 2 * beams best continuations at most half end, so that enough remain to be continued.
 * Only those that end among the better half count as finished.
 */
final class BeamSearch {

  /** Score of hypotheses that must not win; finite, so that sums with it remain ordered. */
  private static final float NEVER = -1.0e9f;

  private static final Comparator<Finished> BEST_FIRST =
      Comparator.comparing((Finished f) -> f.hypothesis().score()).reversed();

  private final GenerationSettings settings;
  private final int beams;
  private final int eos;
  private final TokenRules rules;

  BeamSearch(GenerationSettings settings, int eos) {
    this.settings = settings;
    this.eos = eos;
    beams = settings.numBeams();
    rules = new TokenRules(settings, eos);
  }

  /** A continuation, by one token, of the open hypothesis with index {@code parent}. */
  private record Candidate(Hypothesis hypothesis, int parent, boolean ends) {}

  /** A slot among the results; {@code real} is false until a hypothesis takes it. */
  private record Finished(Hypothesis hypothesis, boolean real) {}

  /** Returns the best target sequences, best first. */
  List<Hypothesis> search(TokenScorer scorer, int start) {
    List<Hypothesis> open =
        new ArrayList<>(Collections.nCopies(beams, Hypothesis.start(start, NEVER)));
    open.set(0, Hypothesis.start(start, 0)); // otherwise all beams would start with equal scores
    Finished free = new Finished(Hypothesis.start(start, NEVER), false);
    List<Finished> finished = Collections.nCopies(beams, free);
    int[] parents = new int[beams];
    boolean goesOn = true;
    for (int length = 1; goesOn; length++) {
      List<Candidate> candidates = candidates(scorer, open, parents);
      List<Candidate> next = chooseOpen(candidates);
      open = next.stream().map(Candidate::hypothesis).toList();
      parents = next.stream().mapToInt(Candidate::parent).toArray();
      finished = chooseFinished(finished, candidates, length);
      goesOn =
          canImprove(open.get(0), finished, length)
              && !candidates.stream().allMatch(Candidate::ends);
    }
    return finished.stream()
        .limit(settings.numReturnSequences())
        .map(Finished::hypothesis)
        .toList();
  }

  /** Returns the best 2 * beams continuations of all open hypotheses, best first. */
  private List<Candidate> candidates(TokenScorer scorer, List<Hypothesis> open, int[] parents) {
    int[] newest = open.stream().mapToInt(Hypothesis::getLastToken).toArray();
    float[] scores = scorer.score(newest, parents);
    rules.apply(open, scores);
    int vocabulary = scores.length / beams;
    for (int i = 0; i < scores.length; i++) {
      scores[i] += open.get(i / vocabulary).score();
    }
    List<Candidate> candidates = new ArrayList<>();
    for (int index : TopScores.of(scores, 2 * beams)) {
      int parent = index / vocabulary;
      int token = index % vocabulary;
      Hypothesis hypothesis = open.get(parent).continued(token, scores[index]);
      boolean ends = token == eos || hypothesis.getLength() == settings.maxNewTokens();
      candidates.add(new Candidate(hypothesis, parent, ends));
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

  private List<Finished> chooseFinished(
      List<Finished> finished, List<Candidate> candidates, int length) {
    List<Finished> all = new ArrayList<>(finished);
    for (Candidate candidate : candidates.subList(0, beams)) {
      if (candidate.ends()) {
        Hypothesis hypothesis = candidate.hypothesis();
        all.add(new Finished(hypothesis.scored(penalized(hypothesis.score(), length)), true));
      }
    }
    all.sort(BEST_FIRST); // stable: on ties the earlier hypothesis stays first
    return List.copyOf(all.subList(0, beams));
  }

  /**
   * Returns true if the best open hypothesis, at its current length, would beat the worst result.
   */
  private boolean canImprove(Hypothesis bestOpen, List<Finished> finished, int length) {
    boolean full = finished.stream().allMatch(Finished::real);
    if (full && settings.earlyStopping()) {
      return false;
    }
    float worst = finished.get(beams - 1).hypothesis().score();
    return penalized(bestOpen.score(), length) > (full ? worst : NEVER);
  }

  private float penalized(float score, int length) {
    return score / (float) Math.pow(length, settings.lengthPenalty());
  }
}
