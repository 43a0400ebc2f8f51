package io.noisette.distillation.specialist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class ClusterSearchTest {

  /** Three pairs of classes; the last pair is rare. */
  private static final List<double[]> PROBABILITIES = probabilities();

  @Test
  void classesThatArePredictedTogetherShareACluster() {
    List<List<Integer>> pairs = List.of(List.of(0, 3), List.of(1, 4), List.of(2, 5));
    double[][] points = ClusterBy.CORRELATION.toPoints(PROBABILITIES);
    LongStream.range(1, 20)
        .forEach(
            seed -> {
              List<List<Integer>> subsets =
                  new ArrayList<>(ClusterSearch.find(points, 3, seed).getSubsets());
              subsets.sort((a, b) -> a.get(0) - b.get(0));
              assertEquals(pairs, subsets, "seed " + seed);
            });
  }

  @Test
  void theCovarianceWeighsClassesByHowOftenTheyArePredicted() {
    double[][] points = ClusterBy.COVARIANCE.toPoints(PROBABILITIES);
    assertTrue(points[2][2] < points[0][0] / 2, () -> points[2][2] + " " + points[0][0]);
    double[][] correlation = ClusterBy.CORRELATION.toPoints(PROBABILITIES);
    assertEquals(correlation[0][0], correlation[2][2], 1e-12);
  }

  @Test
  void aClassOfConstantProbabilityCorrelatesWithNone() {
    List<double[]> rows =
        List.of(new double[] {0.5, 0.5, 0}, new double[] {0.25, 0.75, 0}, new double[] {1, 0, 0});
    double[][] points = ClusterBy.CORRELATION.toPoints(rows);
    assertEquals(0, points[2][0]);
    assertEquals(0, points[2][2]);
    assertEquals(-1, points[0][1], 1e-15);
  }

  @Test
  void thereAreAsManyClustersAsClassesAreDifferent() {
    double[][] points = {{1, 1}, {1, 1}, {1, 1}};
    assertEquals(1, ClusterSearch.find(points, 2, 1).getSubsets().size());
  }

  private static List<double[]> probabilities() {
    List<double[]> rows = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      int kind = i % 10 < 4 ? 0 : i % 10 < 9 ? 1 : 2;
      double[] row = new double[6];
      Arrays.fill(row, 0.02);
      row[kind] += 0.5 + 0.02 * (i % 7);
      row[kind + 3] += 0.38 - 0.02 * (i % 7);
      rows.add(row);
    }
    return rows;
  }
}
