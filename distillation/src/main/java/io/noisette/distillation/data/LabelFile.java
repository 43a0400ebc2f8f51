package io.noisette.distillation.data;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.noisette.evaluation.task.TaskExample;
import io.noisette.run.AtomicFile;
import io.noisette.run.OutputPlace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * File of generated labels for readers: a JSON object per text, with label, score, whether it is
 * kept, and the predictions of each view.
 */
final class LabelFile {

  private static final Gson GSON =
      new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

  private static final double DIGITS = 1e6;

  private final ViewScores scores;
  private final List<String> names;

  LabelFile(ViewScores scores) {
    this.scores = scores;
    names = scores.labels().labels().names();
  }

  /**
   * Writes the labels, a line at a time.
   *
   * @param labels merged from the views that were asked for
   * @param identity those of the identity view alone
   */
  void write(Path file, List<TaskExample> texts, GeneratedLabels labels, GeneratedLabels identity)
      throws IOException {
    OutputPlace.createDirectories(Objects.requireNonNull(file.getParent()));
    try (AtomicFile lines = AtomicFile.create(file)) {
      for (int text = 0; text < texts.size(); text++) {
        lines.write(GSON.toJson(toLine(texts.get(text), text, labels, identity)) + "\n");
      }
      lines.commit();
    }
  }

  private Map<String, @Nullable Object> toLine(
      TaskExample example, int text, GeneratedLabels labels, GeneratedLabels identity) {
    Map<String, @Nullable Object> line = new LinkedHashMap<>();
    line.put("text", example.text());
    String second = example.second();
    if (second != null) {
      line.put("second", second);
    }
    line.putAll(describe(labels, text));
    line.put("identity", describe(identity, text));
    Map<String, @Nullable Object> views = new LinkedHashMap<>();
    for (int view = 0; view < scores.views().size(); view++) {
      boolean isEmpty = scores.emptied().get(view).get(text);
      views.put(
          scores.views().get(view).toString(), isEmpty ? null : values(scores.predict(view, text)));
    }
    line.put("views", views);
    return line;
  }

  private Map<String, Object> describe(GeneratedLabels labels, int text) {
    Map<String, Object> line = new LinkedHashMap<>();
    ViewPredictions merged = labels.getPrediction(text);
    if (scores.labels().isRegression()) {
      line.put("label", round(merged.getMean().get(0)));
    } else {
      line.put("label", names.get(merged.getLabel()));
      line.put("score", round(merged.getScore()));
      line.put("tie", merged.isTie());
    }
    line.put("kept", labels.isKept(text));
    return line;
  }

  private Object values(List<Double> prediction) {
    if (scores.labels().isRegression()) {
      return round(prediction.get(0));
    }
    Map<String, Double> values = new LinkedHashMap<>();
    for (int label = 0; label < names.size(); label++) {
      values.put(names.get(label), round(prediction.get(label)));
    }
    return values;
  }

  private static double round(double value) {
    return Math.round(value * DIGITS) / DIGITS;
  }
}
