package io.noisette.evaluation.task;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.noisette.classify.Logits;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Prediction for an example, as a line of JSON.
 *
 * @param prediction label as in the data files, or the score of a regression task as the model
 *     gives it, which may lie outside the range of the task
 * @param index id of the example
 * @param probabilities softmax of the logits, by label; null for a regression task
 */
record ExamplePrediction(
    Object prediction, String index, @Nullable Map<String, Double> probabilities) {

  /** Beginning of every line, which data hardly have. */
  static final String BEGINNING = "{\"prediction\":";

  private static final Gson JSON = new GsonBuilder().disableHtmlEscaping().create();

  /** Returns the predictions for examples, one per line. */
  static String writeAll(
      ClassificationTask task, List<TaskExample> examples, Predictions predictions) {
    float[] values = predictions.getValues();
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < values.length; i++) {
      String index = examples.get(i).index();
      ExamplePrediction line =
          task.labels().isRegression()
              ? new ExamplePrediction(values[i], index, null)
              : new ExamplePrediction(
                  task.labels().write(values[i]),
                  index,
                  toProbabilities(task.labels().spellings(), predictions.getScores(i)));
      lines.append(JSON.toJson(line)).append('\n');
    }
    return lines.toString();
  }

  private static Map<String, Double> toProbabilities(List<String> labels, float[] logits) {
    double[] probabilities =
        Logits.softmax(IntStream.range(0, logits.length).mapToDouble(i -> logits[i]).toArray());
    Map<String, Double> byLabel = new LinkedHashMap<>();
    for (int i = 0; i < probabilities.length; i++) {
      byLabel.put(labels.get(i), probabilities[i]);
    }
    return byLabel;
  }
}
