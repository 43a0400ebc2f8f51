package io.noisette.evaluation.text;

import io.noisette.random.Mix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Bootstrap resampling: rows are drawn with replacement, as many as there are, and the figures
 * computed anew. The same seed draws the same rows of any metric and system.
 *
 * @param samples number of samples
 */
public record Bootstrap(int samples, long seed) implements SignificanceTest {

  public Bootstrap {
    if (samples < 1) {
      throw new IllegalArgumentException("the number of samples must be at least 1");
    }
  }

  /** Returns the interval of each figure that leaves out a fortieth of the samples at each end. */
  public Map<String, Interval> getIntervals(MeasuredRows rows) {
    List<double[]> figures = resample(rows);
    int cut = samples / 40;
    Map<String, Interval> intervals = new LinkedHashMap<>();
    for (String name : rows.getFigures().keySet()) {
      int figure = intervals.size();
      double[] sorted = figures.stream().mapToDouble(sample -> sample[figure]).sorted().toArray();
      intervals.put(name, new Interval(sorted[cut], sorted[samples - 1 - cut]));
    }
    return intervals;
  }

  /** Paired bootstrap test (Koehn 2004), as in sacreBLEU. */
  @Override
  public Map<String, Double> test(MeasuredRows baseline, MeasuredRows other) {
    baseline.requirePaired(other);
    List<double[]> one = resample(baseline);
    List<double[]> two = resample(other);
    List<double[]> differences = new ArrayList<>();
    for (int s = 0; s < samples; s++) {
      double[] first = one.get(s);
      double[] second = two.get(s);
      double[] difference = new double[first.length];
      Arrays.setAll(difference, i -> Math.abs(first[i] - second[i]));
      differences.add(difference);
    }
    subtractMeans(differences);
    return SignificanceTest.toProbabilities(baseline, other, differences);
  }

  /** Shifts the differences to where they would lie if the systems were equally good. */
  private static void subtractMeans(List<double[]> differences) {
    for (int i = 0; i < differences.get(0).length; i++) {
      int figure = i;
      double mean =
          differences.stream().mapToDouble(sample -> sample[figure]).average().orElseThrow();
      differences.forEach(sample -> sample[figure] -= mean);
    }
  }

  /** Returns the figures of each sample, in the order of the metric. */
  private List<double[]> resample(MeasuredRows rows) {
    int size = rows.getSize();
    List<double[]> figures = new ArrayList<>();
    for (int sample = 0; sample < samples; sample++) {
      long stream = Mix.of(seed, sample);
      IntStream drawn = IntStream.range(0, size).map(i -> draw(stream, i, size));
      figures.add(rows.getFigures(drawn, size));
    }
    return figures;
  }

  private static int draw(long stream, int counter, int size) {
    return (int) (((Mix.draw(stream, counter) >>> 33) * size) >>> 31);
  }
}
