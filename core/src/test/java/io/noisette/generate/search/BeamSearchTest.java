package io.noisette.generate.search;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.model.bart.Candidates;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class BeamSearchTest {

  private static final int START = 0;
  private static final int END = 1;
  private static final GenerationSettings TWO_BEAMS =
      GenerationSettings.DEFAULT.withNumBeams(2).withNumReturnSequences(2).withMaxNewTokens(3);

  /** Log-probabilities after each of the tokens start, end, a, b. */
  private static final double[][] CHAIN = {
    {0, 0.1, 0.5, 0.4}, // a looks better than b
    {1, 0, 0, 0},
    {0, 0.3, 0.35, 0.35}, // but what follows it is unclear
    {0, 0.9, 0.05, 0.05},
  };

  private int calls;

  @Test
  void aBeamFindsWhatGreedMisses() {
    GenerationSettings one = TWO_BEAMS.withNumReturnSequences(1).withNumBeams(1);
    Hypothesis greedy =
        run(new GreedySearch(one, new TokenRules(one, END), START), one, this::chain).get(0);
    assertArrayEquals(new int[] {START, 2, 2, 2}, greedy.getTokens());
    Hypothesis best = search(TWO_BEAMS).get(0);
    assertArrayEquals(new int[] {START, 3, END}, best.getTokens());
    assertEquals(Math.log(0.4 * 0.9) / 2, best.getScore(), 1e-6, "the end counts, the start not");
  }

  @Test
  void theLengthPenaltyIsAPowerOfTheLength() {
    Hypothesis best = search(TWO_BEAMS.withLengthPenalty(0.5)).get(0);
    assertEquals(Math.log(0.4 * 0.9) / Math.sqrt(2), best.getScore(), 1e-6);
  }

  /** A penalty below 0 multiplies, here to below the score of an empty slot. */
  @Test
  void noPenaltyLetsAnEmptySlotWin() {
    GenerationSettings settings = TWO_BEAMS.withMaxNewTokens(300).withMinNewTokens(200);
    for (double penalty : new double[] {-10, -6, -4, 10}) {
      Hypothesis best = search(settings.withLengthPenalty(penalty)).get(0);
      assertTrue(best.getLength() > 200, () -> penalty + ": " + best.getLength());
      assertTrue(Double.isFinite(best.getScore()), () -> penalty + ": " + best.getScore());
    }
  }

  @Test
  void earlyStoppingEndsWithTheFirstFullBeam() {
    search(TWO_BEAMS.withMaxNewTokens(30).withLengthPenalty(3));
    int patient = calls;
    calls = 0;
    search(
        TWO_BEAMS.withMaxNewTokens(30).withLengthPenalty(3).withEarlyStopping(EarlyStopping.TRUE));
    assertEquals(6, calls);
    assertEquals(60, patient, "long targets would win, and so the search goes on");
  }

  @Test
  void aSearchThatNeverStopsEarlyHopesForTheLongestTarget() {
    GenerationSettings settings = TWO_BEAMS.withMaxNewTokens(30).withLengthPenalty(1);
    search(settings);
    int usual = calls;
    calls = 0;
    search(settings.withEarlyStopping(EarlyStopping.NEVER));
    int hopeful = calls;
    calls = 0;
    search(settings.withLengthPenalty(0).withEarlyStopping(EarlyStopping.NEVER));
    assertTrue(hopeful > usual, hopeful + " and " + usual);
    assertTrue(calls < hopeful, "without a penalty the current length is the best one: " + calls);
  }

  @Test
  void nothingEndsBeforeTheShortestTarget() {
    for (Hypothesis hypothesis : search(TWO_BEAMS.withMinNewTokens(2))) {
      assertEquals(3, hypothesis.getLength());
    }
  }

  @Test
  void ofEqualContinuationsTheLowerTokenComesFirst() {
    GenerationSettings settings = TWO_BEAMS.withMaxNewTokens(1);
    List<Hypothesis> best = run(newSearch(settings), settings, token -> new double[] {1, 1, 1, 1});
    assertEquals(0, best.get(0).getLastToken());
    assertEquals(1, best.get(1).getLastToken());
  }

  @Test
  void noPairComesTwice() {
    GenerationSettings settings =
        TWO_BEAMS.withNoRepeatNgramSize(2).withMaxNewTokens(6).withMinNewTokens(5);
    for (Hypothesis hypothesis : search(settings)) {
      List<String> pairs = new ArrayList<>();
      for (int i = 1; i <= hypothesis.getLength(); i++) {
        pairs.add(hypothesis.getToken(i - 1) + " " + hypothesis.getToken(i));
      }
      assertEquals(pairs.size(), pairs.stream().distinct().count(), pairs.toString());
    }
  }

  private List<Hypothesis> search(GenerationSettings settings) {
    return run(newSearch(settings), settings, this::chain);
  }

  private static TargetSearch newSearch(GenerationSettings settings) {
    return new BeamSearch(settings, new TokenRules(settings, END), START);
  }

  /** Runs a search; {@code chain} gives the probabilities of what follows a token. */
  private static List<Hypothesis> run(
      TargetSearch search, GenerationSettings settings, IntFunction<double[]> chain) {
    TokenRules rules = new TokenRules(settings, END);
    while (!search.isFinished()) {
      List<Hypothesis> open = search.getOpen();
      float[] scores = new float[4 * open.size()];
      long[] tokens = new long[scores.length];
      for (int row = 0; row < open.size(); row++) {
        double[] next = chain.apply(open.get(row).getLastToken());
        for (int token = 0; token < 4; token++) {
          scores[4 * row + token] = (float) Math.log(next[token]);
          tokens[4 * row + token] = token;
        }
        int start = 4 * row;
        rules.forEachBanned(
            open.get(row), token -> scores[start + token] = Float.NEGATIVE_INFINITY);
      }
      search.advance(new Candidates(4, scores, tokens), 0);
    }
    return search.getResults();
  }

  private double[] chain(int token) {
    calls++;
    return CHAIN[token];
  }
}
