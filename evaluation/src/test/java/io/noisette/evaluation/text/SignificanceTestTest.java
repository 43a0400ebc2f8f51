package io.noisette.evaluation.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class SignificanceTestTest {

  private static final int ROWS = 400;

  @Test
  void theIntervalOfAShareIsThatOfTheBinomialDistribution() {
    // 1.96 standard errors of a share of 1/4 among 400 are 4.24 points.
    Interval interval = new Bootstrap(2000, 1).getIntervals(everyNthIsRight(4)).get("exact_match");
    assertEquals(25 - 4.24, interval.low(), 0.6);
    assertEquals(25 + 4.24, interval.high(), 0.6);
  }

  @Test
  void theSeedAloneDecides() {
    MeasuredRows rows = everyNthIsRight(3);
    assertEquals(
        new Bootstrap(200, 7).getIntervals(rows), new Bootstrap(200, 7).getIntervals(rows));
    assertNotEquals(
        new Bootstrap(200, 7).getIntervals(rows), new Bootstrap(200, 8).getIntervals(rows));
  }

  @ParameterizedTest
  @MethodSource("tests")
  void aSystemDoesNotDifferFromItself(SignificanceTest test) {
    MeasuredRows rows = everyNthIsRight(3);
    double p = test.test(rows, everyNthIsRight(3)).get("exact_match");
    // No sample is above a difference of 0, from which sacreBLEU concludes 1 / 501.
    assertEquals(1.0, p);
  }

  @ParameterizedTest
  @MethodSource("tests")
  void aLargeDifferenceIsSignificantAndASmallOneIsNot(SignificanceTest test) {
    assertTrue(p(test, everyNthIsRight(4), everyNthIsRight(2)) < 0.01);
    assertTrue(p(test, everyNthIsRight(4), shifted(everyNthIsRight(4))) > 0.1);
  }

  @ParameterizedTest
  @MethodSource("tests")
  void otherRowsCannotBePaired(SignificanceTest test) {
    MeasuredRows few = new ExactMatch().score(List.of("a"), List.of(List.of("a")));
    assertThrows(IllegalArgumentException.class, () -> test.test(everyNthIsRight(2), few));
  }

  static Stream<SignificanceTest> tests() {
    return Stream.of(new Bootstrap(500, 3), new ApproximateRandomization(500, 3));
  }

  private static double p(SignificanceTest test, MeasuredRows one, MeasuredRows other) {
    Map<String, Double> probabilities = test.test(one, other);
    return probabilities.getOrDefault("exact_match", Double.NaN);
  }

  private static MeasuredRows everyNthIsRight(int n) {
    List<String> predictions =
        IntStream.range(0, ROWS).mapToObj(i -> i % n == 0 ? "a" : "b").toList();
    return new ExactMatch().score(predictions, Collections.nCopies(ROWS, List.of("a")));
  }

  /** A system that is right in other rows, and in two more. */
  private static MeasuredRows shifted(MeasuredRows rows) {
    List<String> predictions =
        IntStream.range(0, ROWS)
            .mapToObj(
                i -> i < 2 || rows.getStatistics((i + 1) % rows.getSize())[0] == 1 ? "a" : "b")
            .toList();
    return new ExactMatch().score(predictions, Collections.nCopies(ROWS, List.of("a")));
  }
}
