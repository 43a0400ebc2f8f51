package io.noisette.distillation.dataset.evaluation;

import io.noisette.distillation.specialist.ClassClusters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows made of real texts, to compare synthetic ones with (docs/papers.md 7.2): means of a class,
 * and centres of its clusters. A text is the matrix of its word vectors, cut or filled up with
 * zeros to a length, end to end.
 *
 * <p>The rows of a step are those of class 0, then those of class 1, and so on.
 */
public final class RealRows {

  private RealRows() {}

  /** Returns the matrix of a text, (length, d), row by row. */
  public static double[] toMatrix(double[][] words, int length) {
    int size = words[0].length;
    double[] matrix = new double[length * size];
    for (int i = 0; i < Math.min(length, words.length); i++) {
      System.arraycopy(words[i], 0, matrix, i * size, size);
    }
    return matrix;
  }

  /**
   * Returns the mean of each class, the same in all rows and steps.
   *
   * @param texts matrices of the texts of each class
   * @param perClass number of rows of a class in a step
   * @return the matrices of each step
   */
  public static List<List<double[]>> average(List<List<double[]>> texts, int perClass, int steps) {
    List<List<double[]>> means = texts.stream().map(own -> List.of(mean(own))).toList();
    List<List<double[]>> all = new ArrayList<>();
    for (int step = 0; step < steps; step++) {
      List<double[]> rows = new ArrayList<>();
      means.forEach(own -> IntStream.range(0, perClass).forEach(i -> rows.add(own.get(0).clone())));
      all.add(rows);
    }
    return all;
  }

  /**
   * Returns the centres of k-means in each class: centre j is in step j / rows per class.
   *
   * @param texts matrices of the texts of each class
   * @param starts for each class, the texts that its centres start at; as many for all classes, a
   *     multiple of {@code steps}
   * @return the matrices of each step
   */
  public static List<List<double[]>> cluster(
      List<List<double[]>> texts, List<List<Integer>> starts, int steps) {
    List<double[][]> centres = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      double[][] points = texts.get(i).toArray(double[][]::new);
      centres.add(ClassClusters.of(points, starts.get(i)).getCentres());
    }
    int perClass = starts.get(0).size() / steps;
    List<List<double[]>> all = new ArrayList<>();
    for (int step = 0; step < steps; step++) {
      int first = step * perClass;
      all.add(
          centres.stream().flatMap(own -> Arrays.stream(own, first, first + perClass)).toList());
    }
    return all;
  }

  private static double[] mean(List<double[]> matrices) {
    double[] mean = new double[matrices.get(0).length];
    for (double[] matrix : matrices) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += matrix[i];
      }
    }
    for (int i = 0; i < mean.length; i++) {
      mean[i] /= matrices.size();
    }
    return mean;
  }
}
