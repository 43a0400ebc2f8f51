package io.noisette.distillation.specialist;

import static java.util.stream.Collectors.joining;

import io.noisette.command.Console;
import io.noisette.failure.UsageException;
import io.noisette.model.Labels;
import java.util.List;
import java.util.Locale;

/** Chooses the classes of each specialist by the generalist's probabilities of the training set. */
final class ClassSubsets {

  private final SpecialistConfig config;
  private final Labels labels;

  ClassSubsets(SpecialistConfig config, Labels labels) {
    this.config = config;
    this.labels = labels;
  }

  /**
   * Checks that the task has classes enough for the clusters.
   *
   * @throws UsageException if it has not
   */
  void requireEnough() {
    if (labels.problem() == Labels.Problem.REGRESSION) {
      throw new UsageException(
          "--task " + config.task() + " is a regression, which has no classes for specialists");
    }
    if (labels.size() < 3) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "--task %s has %d classes, but specialists need at least 3: two to tell apart, and"
                  + " one for the dustbin",
              config.task(),
              labels.size()));
    }
    requireFewer("clusters", config.clusters());
    requireFewer("specialist-size", config.specialistSize() == null ? 2 : config.specialistSize());
    requireFewer("likely-classes", config.likelyClasses());
  }

  /**
   * Finds the classes of each specialist.
   *
   * @param probabilities of the generalist, a row per text
   * @throws UsageException if no cluster has two classes
   */
  List<Specialist> find(List<double[]> probabilities, Console console) {
    ClassClusters clusters =
        ClusterSearch.find(
            config.clusterBy().toPoints(probabilities), config.clusters(), config.seed());
    List<List<Integer>> alone =
        clusters.getSubsets().stream().filter(subset -> subset.size() == 1).toList();
    Integer size = config.specialistSize();
    List<List<Integer>> subsets =
        size == null
            ? clusters.getSubsets().stream().filter(subset -> subset.size() > 1).toList()
            : clusters.findNearest(size).stream().distinct().toList();
    if (subsets.isEmpty()) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "--clusters %d: no cluster has two of the %d classes; give fewer, or"
                  + " --specialist-size",
              config.clusters(),
              labels.size()));
    }
    if (size == null && !alone.isEmpty()) {
      console.info(
          "clusters of one class, which have no specialist: "
              + alone.stream()
                  .map(subset -> labels.names().get(subset.get(0)))
                  .collect(joining(", ")));
    }
    return subsets.stream().map(subset -> new Specialist(subset, labels.size())).toList();
  }

  private void requireFewer(String option, int count) {
    if (count >= labels.size()) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "--%s %d must be below the number of classes of the task %s, %d",
              option,
              count,
              config.task(),
              labels.size()));
    }
  }
}
