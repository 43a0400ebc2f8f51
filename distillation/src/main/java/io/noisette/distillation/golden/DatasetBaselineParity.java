package io.noisette.distillation.golden;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.reflect.TypeToken;
import io.noisette.distillation.dataset.evaluation.RealRows;
import io.noisette.parity.CaseOptions;
import io.noisette.parity.ValueCase;
import io.noisette.parity.ValueKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Parity check of the baselines of dataset distillation that are made of real texts (kind {@code
 * dataset-baselines}): means of classes and centres of clusters.
 */
public final class DatasetBaselineParity implements ValueKind {

  private static final Gson GSON = new Gson();
  private static final TypeToken<List<double[][]>> TEXTS = new TypeToken<>() {};

  @Override
  public JsonElement compute(ValueCase valueCase) {
    CaseOptions options = valueCase.getOptions();
    int steps = Math.toIntExact(options.getLong("steps"));
    int length = Math.toIntExact(options.getLong("length"));
    List<List<double[]>> texts = texts(valueCase.getInput(), length);
    Map<String, Object> values =
        switch (options.getString("of")) {
          case "average" -> {
            int perClass = Math.toIntExact(options.getLong("rows_per_class"));
            yield synthetic(RealRows.average(texts, perClass, steps), length);
          }
          case "k-means" ->
              synthetic(RealRows.cluster(texts, options.getIntegerLists("starts"), steps), length);
          default -> Map.of(); // whatever is expected is reported as missing
        };
    return GSON.toJsonTree(values);
  }

  private static List<List<double[]>> texts(JsonObject input, int length) {
    List<double[][]> words = GSON.fromJson(input.get("words"), TEXTS);
    int[] labels = GSON.fromJson(input.get("labels"), int[].class);
    List<List<double[]>> texts = new ArrayList<>();
    for (int i = 0; i < labels.length; i++) {
      while (texts.size() <= labels[i]) {
        texts.add(new ArrayList<>());
      }
      texts.get(labels[i]).add(RealRows.toMatrix(words.get(i), length));
    }
    return texts;
  }

  private static Map<String, Object> synthetic(List<List<double[]>> steps, int length) {
    List<List<List<double[]>>> all =
        steps.stream()
            .map(rows -> rows.stream().map(matrix -> toWords(matrix, length)).toList())
            .toList();
    return Map.of("synthetic", all);
  }

  private static List<double[]> toWords(double[] matrix, int length) {
    List<double[]> words = new ArrayList<>();
    int size = matrix.length / length;
    for (int i = 0; i < length; i++) {
      double[] word = new double[size];
      System.arraycopy(matrix, i * size, word, 0, size);
      words.add(word);
    }
    return words;
  }
}
