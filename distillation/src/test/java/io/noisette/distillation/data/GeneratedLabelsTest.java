package io.noisette.distillation.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.evaluation.task.TaskLabels;
import io.noisette.failure.RunFailedException;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

final class GeneratedLabelsTest {

  private static final TaskLabels MOODS = TaskLabels.named(List.of("bad", "good"));
  private static final List<View> BOTH = View.parse("views", "none,delete-tokens");

  // Texts: surely bad, a tie, good in one view and a tie in the other, surely good.
  private static final float[] PLAIN = {3, 0, 1, 1, 0, 0, 0, 2};
  private static final float[] NOISED = {3, 0, 1, 1, 0, 1, 0, 2};

  @Test
  void aTieIsNeverKeptHoweverManyAreWanted() {
    GeneratedLabels plain = labels(List.of(View.IDENTITY), 1, List.of());
    assertEquals(2, plain.countTies());
    assertArrayEquals(new int[] {0, 3}, plain.getKept());
    GeneratedLabels both = labels(BOTH, 1, List.of());
    assertEquals(1, both.countTies());
    assertArrayEquals(new int[] {0, 2, 3}, both.getKept());
  }

  @Test
  void theSurestAreKeptInProportionToTheLabelledTexts() {
    assertArrayEquals(new int[] {0, 3}, labels(BOTH, 0.5, List.of()).getKept());
    GeneratedLabels balanced = labels(BOTH, 0.75, List.of(1, 2));
    assertArrayEquals(new int[] {0, 2, 3}, balanced.getKept());
    assertEquals(2, balanced.countKept(1));
  }

  @Test
  void aHardLabelHasNoEntropyAndASoftOneIsTheMean() {
    GeneratedLabels both = labels(BOTH, 1, List.of());
    assertEquals(List.of(0.0, 1.0), both.toTarget(2, false));
    double mean = (0.5 + 1 / (1 + Math.exp(-1))) / 2;
    assertEquals(mean, both.toTarget(2, true).get(1), 1e-12);
  }

  @Test
  void aViewOfWhichNothingIsLeftHasNoPartInTheMean() {
    BitSet third = new BitSet();
    third.set(2);
    ViewScores scores =
        new ViewScores(MOODS, BOTH, List.of(PLAIN, NOISED), List.of(new BitSet(), third));
    assertTrue(scores.merge(BOTH, 2).isTie(), "only the text as it is");
    assertEquals(1, scores.measureAgreement(1));
    assertTrue(scores.merge(BOTH.subList(1, 2), 2).isTie(), "no view is left");
  }

  @Test
  void labelsOfOneClassAreRefused() {
    assertEquals(
        "all 1 labels that are kept are bad, from which nothing can be learned: raise --keep, or"
            + " balance the classes with --balance labelled, with another --output",
        refusal(BOTH, List.of(PLAIN, NOISED), 0.25));
    List<View> one = List.of(View.IDENTITY);
    assertEquals(
        "all 2 labels that are kept are bad, from which nothing can be learned: the model predicts"
            + " no other class, so train it for longer or with another learning rate, and"
            + " another --output",
        refusal(one, List.of(new float[] {3, 0, 2, 0, 1, 1}), 1));
    assertEquals(
        "none of the 2 unlabelled texts gets a label, with 2 ties: raise --keep, or train a better"
            + " model, with another --output",
        refusal(one, List.of(new float[4]), 1));
  }

  @Test
  void aRegressionHasTheMeanAndKeepsAll() {
    ViewScores scores =
        new ViewScores(
            TaskLabels.scores(0, 5),
            BOTH,
            List.of(new float[] {1, 2}, new float[] {2, 4}),
            List.of(new BitSet(), new BitSet()));
    GeneratedLabels labels = new GeneratedLabels(scores, BOTH, 1, List.of(1));
    assertEquals(List.of(3.0), labels.toTarget(1, false));
    assertArrayEquals(new int[] {0, 1}, labels.getKept());
  }

  private static GeneratedLabels labels(List<View> views, double share, List<Integer> quotas) {
    ViewScores scores =
        new ViewScores(MOODS, BOTH, List.of(PLAIN, NOISED), List.of(new BitSet(), new BitSet()));
    return new GeneratedLabels(scores, views, share, quotas);
  }

  private static String refusal(List<View> views, List<float[]> logits, double share) {
    List<BitSet> emptied = views.stream().map(view -> new BitSet()).toList();
    ViewScores scores = new ViewScores(MOODS, views, logits, emptied);
    return String.valueOf(
        assertThrows(
                RunFailedException.class,
                () -> new GeneratedLabels(scores, views, share, List.of()))
            .getMessage());
  }

  /** 0.35 is stored as slightly less, so that 3.5 texts of 10 are not reached; and so on. */
  @Test
  void theNumberToKeepIsThatOfTheExactProduct() {
    assertEquals(3, ScoreThreshold.countKept(0.35, 10));
    assertEquals(1, ScoreThreshold.countKept(0.3, 5));
    assertEquals(17, ScoreThreshold.countKept(0.7, 25));
    assertEquals(3, ScoreThreshold.countKept(0.5, 5), "an exact half is rounded up");
    assertEquals(20, ScoreThreshold.countKept(2, 10));
  }
}
