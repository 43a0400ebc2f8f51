package io.noisette.distillation.specialist;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Groups of classes that a generalist often predicts together: k-means on the columns of the
 * covariance of its probabilities. The paper's on-line k-means depends on the order of the classes;
 * this one does not.
 */
public final class ClassClusters {

  private static final int MOST_ROUNDS = 10_000;

  private final double[][] points; // a row per class: its covariance with each class
  private final double[][] centres;
  private final int[] cluster; // of each class

  private ClassClusters(double[][] points, double[][] centres, int[] cluster) {
    this.points = points;
    this.centres = centres;
    this.cluster = cluster;
  }

  /**
   * Computes the covariance of the columns, with divisor n - 1.
   *
   * @param probabilities of the generalist, a row per text
   */
  public static double[][] covariance(List<double[]> probabilities) {
    int classes = probabilities.get(0).length;
    int texts = probabilities.size();
    double[] mean = new double[classes];
    for (double[] row : probabilities) {
      for (int i = 0; i < classes; i++) {
        mean[i] += row[i] / texts;
      }
    }
    double[][] covariance = new double[classes][classes];
    for (double[] row : probabilities) {
      for (int i = 0; i < classes; i++) {
        for (int j = 0; j < classes; j++) {
          covariance[i][j] += (row[i] - mean[i]) * (row[j] - mean[j]) / (texts - 1);
        }
      }
    }
    return covariance;
  }

  /**
   * Clusters classes until no class changes its cluster. A class between two centres belongs to the
   * first; a cluster without classes keeps its centre.
   *
   * @param points a row per class, such as its row of the covariance
   * @param starts classes whose points are the first centres
   */
  public static ClassClusters of(double[][] points, List<Integer> starts) {
    double[][] centres =
        starts.stream().map(start -> points[start].clone()).toArray(double[][]::new);
    int[] cluster = assign(points, centres);
    for (int round = 0; round < MOST_ROUNDS; round++) {
      moveToMeans(points, centres, cluster);
      int[] next = assign(points, centres);
      if (Arrays.equals(next, cluster)) {
        break;
      }
      cluster = next;
    }
    return new ClassClusters(points, centres, cluster);
  }

  /** Returns the cluster of each class. */
  public List<Integer> getClusters() {
    return Arrays.stream(cluster).boxed().toList();
  }

  /** Returns the classes of each cluster that has any, ascending. */
  public List<List<Integer>> getSubsets() {
    return IntStream.range(0, centres.length)
        .mapToObj(k -> IntStream.range(0, cluster.length).filter(i -> cluster[i] == k))
        .map(classes -> classes.boxed().toList())
        .filter(classes -> !classes.isEmpty())
        .toList();
  }

  /** Returns for each centre its nearest classes, ascending; these may overlap. */
  public List<List<Integer>> findNearest(int size) {
    List<List<Integer>> nearest = new ArrayList<>();
    for (double[] centre : centres) {
      nearest.add(
          IntStream.range(0, points.length)
              .boxed()
              .sorted(Comparator.comparingDouble(i -> distance(points[i], centre)))
              .limit(size)
              .sorted()
              .toList());
    }
    return nearest;
  }

  /** Returns the sum over the classes of the squared distance to the centre of their cluster. */
  public double getSpread() {
    return IntStream.range(0, points.length)
        .mapToDouble(i -> distance(points[i], centres[cluster[i]]))
        .sum();
  }

  /** Returns a copy of the centres. */
  public double[][] getCentres() {
    return Arrays.stream(centres).map(double[]::clone).toArray(double[][]::new);
  }

  private static int[] assign(double[][] points, double[][] centres) {
    int[] nearest = new int[points.length];
    for (int i = 0; i < points.length; i++) {
      for (int k = 1; k < centres.length; k++) {
        if (distance(points[i], centres[k]) < distance(points[i], centres[nearest[i]])) {
          nearest[i] = k;
        }
      }
    }
    return nearest;
  }

  private static void moveToMeans(double[][] points, double[][] centres, int[] cluster) {
    for (int k = 0; k < centres.length; k++) {
      int own = k;
      int[] members = IntStream.range(0, points.length).filter(i -> cluster[i] == own).toArray();
      if (members.length > 0) {
        Arrays.setAll(
            centres[k],
            place -> Arrays.stream(members).mapToDouble(i -> points[i][place]).average().orElse(0));
      }
    }
  }

  /** Returns the squared distance of two points. */
  static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return sum;
  }
}
