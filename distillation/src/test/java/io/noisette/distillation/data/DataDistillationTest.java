package io.noisette.distillation.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The acceptance checks of docs/papers.md 6.3. */
final class DataDistillationTest {

  @Test
  void oneViewIsThePlainPrediction() {
    ViewPredictions plain = new ViewPredictions(List.of(List.of(.2, .5, .3)));
    assertEquals(List.of(.2, .5, .3), plain.getMean());
    assertEquals(1, plain.getLabel());
    assertEquals(.5, plain.getScore());
  }

  @Test
  void theMeanOfProbabilitiesDecidesAndNotTheVote() {
    List<List<Double>> views = List.of(List.of(.7, .3), List.of(.45, .55), List.of(.45, .55));
    for (int turn = 0; turn < 3; turn++) {
      List<List<Double>> turned = new ArrayList<>(views);
      Collections.rotate(turned, turn); // the order of the views has no effect
      ViewPredictions merged = new ViewPredictions(turned);
      assertEquals(0, merged.getLabel());
      assertEquals(1, merged.getVote());
    }
  }

  @Test
  void aMeanThatIsATieIsOneHoweverTheViewsVote() {
    List<List<Double>> views = List.of(List.of(.6, .4), List.of(.45, .55), List.of(.45, .55));
    for (int turn = 0; turn < 3; turn++) {
      List<List<Double>> turned = new ArrayList<>(views);
      Collections.rotate(turned, turn);
      ViewPredictions merged = new ViewPredictions(turned);
      assertTrue(merged.isTie(), () -> merged.getMean().toString());
      assertEquals(1, merged.getVote());
    }
  }

  @Test
  void aTieHasTheLeastScore() {
    ViewPredictions tie = new ViewPredictions(List.of(List.of(.5, .5)));
    assertEquals(0, tie.getLabel());
    List<Double> scores = List.of(tie.getScore(), .51, .6);
    assertEquals(.51, ScoreThreshold.find(scores, 2), "dropped first");
  }

  @Test
  void viewsHaveTheSameClasses() {
    assertThrows(IllegalArgumentException.class, () -> new ViewPredictions(List.of()));
    assertThrows(
        IllegalArgumentException.class,
        () -> new ViewPredictions(List.of(List.of(1.0), List.of(.5, .5))));
  }

  @Test
  void theNumberKeptIsThatOfTheLabelledTexts() {
    List<Double> scores = new Random(1).doubles(97).boxed().toList();
    double threshold = ScoreThreshold.find(scores, ScoreThreshold.countKept(0.6, 97));
    long kept = scores.stream().filter(score -> score >= threshold).count();
    assertEquals(58, kept, "0.6 of 97 is 58.2");
    assertNull(ScoreThreshold.find(scores, 0));
  }

  @Test
  void everyBatchHasSixLabelledAndFourGenerated() {
    BatchMix mix = BatchMix.of(10, 0.6);
    assertEquals(new BatchMix(6, 4), mix);
    List<Integer> drawn = new ArrayList<>();
    for (int batch = 0; batch < 100; batch++) {
      int[] labelled = BatchMix.draw(13, batch, mix.labelled(), (pass, place) -> place);
      assertEquals(6, labelled.length);
      IntStream.of(labelled).forEach(drawn::add);
    }
    assertEquals(
        IntStream.range(0, 13).boxed().toList(),
        drawn.subList(13, 26),
        "each pass has every text once");
    assertEquals(new BatchMix(1, 1), BatchMix.of(2, 0.9));
    assertEquals(new BatchMix(9, 1), BatchMix.of(10, 1));
    assertNotEquals(mix, BatchMix.of(10, 0.5));
  }

  @Test
  void aClassWithTooFewTextsKeepsAllAndNoOtherGetsItsPlaces() {
    List<Integer> quotas = ScoreThreshold.findQuotas(List.of(1, 1), 4);
    assertEquals(List.of(2, 2), quotas);
    ClassBalance balance = new ClassBalance(List.of(0, 0, 0, 1), List.of(.9, .8, .7, .4), quotas);
    assertEquals(List.of(0, 1, 3), balance.findKept());
    assertEquals(List.of(4, 3, 3), ScoreThreshold.findQuotas(List.of(1, 1, 1), 10));
  }
}
