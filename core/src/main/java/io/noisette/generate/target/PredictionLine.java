package io.noisette.generate.target;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;

/** Writes the predictions of a source as a line. */
final class PredictionLine {

  private static final Gson JSON = new GsonBuilder().disableHtmlEscaping().create();

  private PredictionLine() {}

  /**
   * Returns a line without its end.
   *
   * @param index of the source, from 0
   * @param predictions best first
   * @param withBest whether a JSON object lists all of them
   */
  static String of(
      PredictionFormat format, long index, List<Prediction> predictions, boolean withBest) {
    Prediction first = predictions.get(0);
    if (format == PredictionFormat.TEXT) {
      return escape(first.text());
    }
    JsonObject line = new JsonObject();
    line.addProperty("index", index);
    add(line, first);
    if (withBest) {
      JsonArray best = new JsonArray();
      for (Prediction prediction : predictions) {
        JsonObject each = new JsonObject();
        add(each, prediction);
        best.add(each);
      }
      line.add("best", best);
    }
    return JSON.toJson(line);
  }

  /** Returns the line of a source that could not be used, without its end. */
  static String ofSkipped(PredictionFormat format, long index, boolean withBest) {
    if (format == PredictionFormat.TEXT) {
      return "";
    }
    JsonObject line = new JsonObject();
    line.addProperty("index", index);
    line.addProperty("prediction", "");
    line.addProperty("skipped", true);
    if (withBest) {
      line.add("best", new JsonArray());
    }
    return JSON.toJson(line);
  }

  /** Returns a text on one line: backslashes and line breaks are escaped as in Java. */
  private static String escape(String text) {
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
  }

  private static void add(JsonObject line, Prediction prediction) {
    line.addProperty("prediction", prediction.text());
    line.addProperty("score", prediction.score());
    line.addProperty("finished", prediction.finished());
  }
}
