package io.noisette.distillation.specialist;

import io.noisette.random.Mix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * K-means from several random starts, of which the clusters with the least spread are kept. The
 * first centres are drawn as in k-means++ (Arthur and Vassilvitskii 2007): a class that is far from
 * the centres so far is likelier.
 */
final class ClusterSearch {

  private static final int TRIES = 20;
  private static final double UNIT = 0x1.0p-53; // a draw has 53 random bits

  private ClusterSearch() {}

  /**
   * Finds clusters.
   *
   * @param points a row per class
   * @param count number of clusters, at most that of the classes
   */
  static ClassClusters find(double[][] points, int count, long seed) {
    ClassClusters best = ClassClusters.of(points, drawStarts(points, count, Mix.of(seed, 0)));
    for (int i = 1; i < TRIES; i++) {
      ClassClusters next = ClassClusters.of(points, drawStarts(points, count, Mix.of(seed, i)));
      best = next.getSpread() < best.getSpread() ? next : best;
    }
    return best;
  }

  private static List<Integer> drawStarts(double[][] points, int count, long seed) {
    List<Integer> starts = new ArrayList<>();
    double[] weights = new double[points.length];
    Arrays.fill(weights, 1);
    while (starts.size() < count) {
      int next = draw(weights, (Mix.draw(seed, starts.size()) >>> 11) * UNIT, starts);
      starts.add(next);
      for (int i = 0; i < points.length; i++) {
        double distance = ClassClusters.distance(points[i], points[next]);
        weights[i] = starts.size() == 1 ? distance : Math.min(weights[i], distance);
      }
    }
    return starts;
  }

  /** Draws in proportion to weights; the first class left, where all others are like a start. */
  private static int draw(double[] weights, double uniform, List<Integer> taken) {
    double rest = uniform * Arrays.stream(weights).sum();
    int last = -1;
    for (int i = 0; i < weights.length; i++) {
      if (taken.contains(i)) {
        continue;
      }
      last = last < 0 || weights[i] > 0 ? i : last;
      rest -= weights[i];
      if (rest < 0) {
        return i;
      }
    }
    return last;
  }
}
