package io.noisette.distillation.classifier;

import io.noisette.classify.Logits;
import io.noisette.command.Console;
import io.noisette.distillation.loss.SoftTargets;
import io.noisette.distillation.transfer.TransferTexts;
import io.noisette.evaluation.metric.Metric;
import io.noisette.evaluation.task.TaskExample;
import io.noisette.evaluation.task.TaskExamples;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Score of a teacher, or of an ensemble of them, on the first dev file.
 *
 * @param name such as {@code teacher 1 (runs/teacher)}
 * @param value of the task's main metric
 * @param accuracy share of right answers; null for a regression
 * @param largestShare share of the most frequent label; null for a regression
 */
public record TeacherResult(
    String name, double value, @Nullable Double accuracy, @Nullable Double largestShare) {

  /**
   * Measures the answers of teachers.
   *
   * @param answers how their answers are combined
   * @param logits of each teacher, for each dev file
   */
  public static TeacherResult of(
      String name, TransferTexts texts, SoftTargets answers, List<List<float[]>> logits) {
    TaskExamples file = texts.dev().get(0);
    List<float[]> first = logits.stream().map(ofTeacher -> ofTeacher.get(0)).toList();
    float[] targets = new float[file.examples().size()];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = file.examples().get(i).target();
    }
    boolean regression = texts.task().labels().isRegression();
    int labels = texts.task().labels().labels().size();
    float[] values =
        regression
            ? toFloats(answers.ofScores(first))
            : likeliest(answers.ofLogits(first, labels), labels);
    return new TeacherResult(
        name,
        texts.task().best().scoreOf(values, targets),
        regression ? null : Double.valueOf(Metric.ACC.of(values, targets)),
        regression ? null : Double.valueOf(largestShare(file.examples())));
  }

  /** Prints the score; warns of a teacher that is worse than always giving one label. */
  public void tell(String metric, Console console) {
    console.info(String.format(Locale.ROOT, "%s: %s %.4f", name, metric, value));
    if (accuracy != null && largestShare != null && accuracy < largestShare) {
      console.warn(
          String.format(
              Locale.ROOT,
              "%s is right for %.1f %% of the dev examples, less often than always giving the most"
                  + " frequent label (%.1f %%): it has little to teach, or belongs to another task",
              name,
              100 * accuracy,
              100 * largestShare));
    }
  }

  private static double largestShare(List<TaskExample> examples) {
    Map<Float, Integer> counts = new HashMap<>();
    examples.forEach(example -> counts.merge(example.target(), 1, Integer::sum));
    return counts.values().stream().mapToInt(count -> count).max().orElse(0)
        / (double) examples.size();
  }

  private static float[] likeliest(double[] probabilities, int labels) {
    float[] values = new float[probabilities.length / labels];
    for (int i = 0; i < values.length; i++) {
      values[i] = Logits.argmax(probabilities, i * labels, labels);
    }
    return values;
  }

  private static float[] toFloats(double[] values) {
    float[] narrow = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      narrow[i] = (float) values[i];
    }
    return narrow;
  }
}
