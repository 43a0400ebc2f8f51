package io.noisette.distillation.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Probabilities of one text's classes in several views of it, merged into one hard label
 * (docs/papers.md 6.1).
 */
public final class ViewPredictions {

  private final List<List<Double>> views;
  private final List<Double> mean;

  /**
   * Merges views; their order has no effect.
   *
   * @param views probabilities of the classes in each view
   */
  public ViewPredictions(List<List<Double>> views) {
    this.views = views.stream().map(List::copyOf).toList();
    if (views.isEmpty() || views.stream().map(List::size).distinct().count() != 1) {
      throw new IllegalArgumentException("views must be at least one, with the same classes");
    }
    List<Double> means = new ArrayList<>();
    for (int label = 0; label < views.get(0).size(); label++) {
      int own = label;
      means.add(views.stream().mapToDouble(view -> view.get(own)).sorted().sum() / views.size());
    }
    mean = List.copyOf(means);
  }

  /** Returns the mean over the views of the probability of each class. */
  public List<Double> getMean() {
    return mean;
  }

  /** Returns the class with the largest mean, the lowest one of a tie. */
  public int getLabel() {
    return largest(mean);
  }

  /** Returns whether another class has the same mean as the label. */
  public boolean isTie() {
    return mean.stream().filter(value -> value.equals(mean.get(getLabel()))).count() > 1;
  }

  /**
   * Returns the mean of the label's probability, by which texts are selected: a tie has the least.
   */
  public double getScore() {
    return mean.get(getLabel());
  }

  /** Returns the class that most views have as their largest, which may be another one. */
  public int getVote() {
    List<Double> ballots = new ArrayList<>(Collections.nCopies(mean.size(), 0.0));
    for (List<Double> view : views) {
      int choice = largest(view);
      ballots.set(choice, ballots.get(choice) + 1);
    }
    return largest(ballots);
  }

  private static int largest(List<Double> values) {
    int best = 0;
    for (int i = 1; i < values.size(); i++) {
      best = values.get(i) > values.get(best) ? i : best;
    }
    return best;
  }
}
