package io.noisette.distillation.specialist;

import io.noisette.classify.Logits;
import io.noisette.evaluation.metric.Metric;
import io.noisette.evaluation.task.ClassificationTask;
import io.noisette.evaluation.task.TaskLabels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A specialist's part in a task: its own labels, and what it is taught and says.
 *
 * @param specialist its classes
 * @param correction what is added to its dustbin's logit when it answers, because it was trained on
 *     more texts of its classes than there are
 * @param task with the labels of its classes, in their order, then the dustbin
 */
record SpecialistRole(Specialist specialist, double correction, ClassificationTask task) {

  private static final String DUSTBIN = "dustbin";

  /** Returns the role in the task of a generalist. */
  static SpecialistRole of(Specialist specialist, double correction, ClassificationTask whole) {
    List<String> all = whole.labels().labels().names();
    List<String> names = new ArrayList<>(specialist.subset().stream().map(all::get).toList());
    String dustbin = DUSTBIN;
    while (contains(all, dustbin)) {
      dustbin += "_"; // a class may have that name
    }
    names.add(dustbin);
    ClassificationTask own =
        new ClassificationTask(
            whole.name(),
            "",
            whole.folders(),
            TaskLabels.named(names),
            whole.files(),
            List.of(Metric.ACC),
            Metric.ACC);
    return new SpecialistRole(specialist, correction, own);
  }

  /**
   * Returns what the generalist would have the specialist say in training, where its classes are
   * more frequent: the generalist's probabilities with the other classes added up and the
   * correction taken off again, softened.
   *
   * @param probabilities of the generalist at T = 1
   */
  double[] toTargets(double[] probabilities, double temperature) {
    double[] logits = Arrays.stream(specialist.collect(probabilities)).map(Math::log).toArray();
    logits[logits.length - 1] -= correction;
    return Logits.softmax(Arrays.stream(logits).map(logit -> logit / temperature).toArray());
  }

  /** Returns the corrected probabilities of the classes and the dustbin. */
  double[] toProbabilities(double[] logits) {
    double[] corrected = logits.clone();
    corrected[corrected.length - 1] += correction;
    return Logits.softmax(corrected);
  }

  /** Returns the number of the classes and the dustbin. */
  int countLabels() {
    return specialist.subset().size() + 1;
  }

  private static boolean contains(List<String> names, String name) {
    return names.stream().anyMatch(name::equalsIgnoreCase);
  }
}
