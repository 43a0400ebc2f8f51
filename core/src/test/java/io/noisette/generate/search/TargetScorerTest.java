package io.noisette.generate.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDManager;
import io.noisette.engine.Torch;
import io.noisette.model.bart.BartModel;
import io.noisette.model.bart.SmallBarts;
import io.noisette.testing.LiveArrays;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TargetScorerTest {

  private static final int[] SOURCE = SmallBarts.source(9);

  private final NDManager manager = Torch.newManager("cpu");
  private final BartModel model = SmallBarts.create(manager, SmallBarts.config(40));
  private final TargetScorer scorer = new TargetScorer(manager, model);

  @AfterEach
  void close() {
    model.close();
    manager.close();
  }

  @Test
  void whatASearchFindsHasTheScoreThatItSays() {
    GenerationSettings search =
        GenerationSettings.DEFAULT
            .withNumBeams(4)
            .withNumReturnSequences(4)
            .withMaxNewTokens(9)
            .withLengthPenalty(0.7)
            .withForcedBosTokenId(5);
    List<Hypothesis> found = new BartGenerator(manager, model).generate(SOURCE, search, n -> {});
    List<int[]> targets = new ArrayList<>();
    for (Hypothesis each : found) {
      targets.add(Arrays.copyOfRange(each.getTokens(), 1, each.getLength() + 1));
    }
    List<TargetScore> scores =
        scorer.score(Collections.nCopies(4, SOURCE), targets, FirstToken.FORCED, 0.7);
    for (int i = 0; i < 4; i++) {
      assertEquals(found.get(i).getScore(), scores.get(i).getScore(), 1e-5);
    }
    assertEquals(List.of(0, 1, 2, 3), TargetScore.ranking(scores));
  }

  @Test
  void manyPairsAreScoredInBatchesThatLeaveNothing() throws ReflectiveOperationException {
    int[] target = {0, 7, 8, 2};
    TargetScore alone = scorer.score(List.of(SOURCE), List.of(target), FirstToken.SCORED, 1).get(0);
    int before = LiveArrays.count(manager);
    List<TargetScore> many =
        scorer.score(
            Collections.nCopies(900, SOURCE),
            Collections.nCopies(900, target),
            FirstToken.SCORED,
            1);
    assertEquals(before, LiveArrays.count(manager));
    assertEquals(900, many.size());
    for (TargetScore each : many) {
      assertEquals(alone.getSum(), each.getSum(), 1e-5);
    }
    assertEquals(Math.exp(-alone.getMean()), TargetScore.perplexity(many), 1e-4);
  }

  @Test
  void eachSourceNeedsATarget() {
    assertThrows(
        IllegalArgumentException.class,
        () -> scorer.score(List.of(SOURCE), List.of(), FirstToken.SCORED, 1));
  }
}
