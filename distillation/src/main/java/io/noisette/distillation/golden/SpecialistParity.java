package io.noisette.distillation.golden;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.noisette.classify.Logits;
import io.noisette.distillation.specialist.ActiveSpecialists;
import io.noisette.distillation.specialist.ClassClusters;
import io.noisette.distillation.specialist.Specialist;
import io.noisette.distillation.specialist.SpecialistMerge;
import io.noisette.parity.CaseOptions;
import io.noisette.parity.ValueCase;
import io.noisette.parity.ValueKind;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Parity check of specialists (kind {@code specialists}): clusters of classes, the active
 * specialists of a text, merged distributions, targets, and the correction of the dustbin.
 */
public final class SpecialistParity implements ValueKind {

  private static final Gson GSON = new Gson();

  @Override
  public JsonElement compute(ValueCase valueCase) {
    CaseOptions options = valueCase.getOptions();
    JsonObject input = valueCase.getInput();
    Map<String, Object> values =
        switch (options.getString("of")) {
          case "cluster" -> cluster(options, input);
          case "active" -> active(options, input);
          case "merge" -> merge(input);
          case "targets" -> targets(options, input);
          case "dustbin" -> correctDustbin(options, input);
          default -> Map.of(); // whatever is expected is reported as missing
        };
    return GSON.toJsonTree(values);
  }

  private static Map<String, Object> cluster(CaseOptions options, JsonObject input) {
    double[][] covariance = ClassClusters.covariance(List.of(matrix(input, "probabilities")));
    List<Integer> starts = options.getDoubles("starts").stream().map(Double::intValue).toList();
    ClassClusters clusters = ClassClusters.of(covariance, starts);
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("covariance", covariance);
    values.put("cluster", clusters.getClusters());
    values.put("centres", clusters.getCentres());
    values.put("subsets", clusters.getSubsets());
    if (options.has("size")) {
      values.put("nearest", clusters.findNearest(Math.toIntExact(options.getLong("size"))));
    }
    return values;
  }

  private static Map<String, Object> active(CaseOptions options, JsonObject input) {
    double[][] rows = matrix(input, "probabilities");
    List<Specialist> specialists =
        Arrays.stream(GSON.fromJson(input.get("subsets"), Integer[][].class))
            .map(subset -> new Specialist(List.of(subset), rows[0].length))
            .toList();
    int count = Math.toIntExact(options.getLong("n"));
    return Map.of(
        "active",
        Arrays.stream(rows).map(row -> ActiveSpecialists.find(row, specialists, count)).toList());
  }

  private static Map<String, Object> merge(JsonObject input) {
    double[] generalist = GSON.fromJson(input.get("generalist"), double[].class);
    SpecialistMerge merge = new SpecialistMerge(generalist);
    for (JsonElement element : input.getAsJsonArray("specialists")) {
      JsonObject specialist = element.getAsJsonObject();
      List<Integer> subset = List.of(GSON.fromJson(specialist.get("subset"), Integer[].class));
      merge.with(
          new Specialist(subset, generalist.length),
          GSON.fromJson(specialist.get("probabilities"), double[].class));
    }
    double[] q = merge.findMinimum();
    return Map.of("probabilities", q, "objective", merge.measure(q));
  }

  private static Map<String, Object> targets(CaseOptions options, JsonObject input) {
    double[][] rows = matrix(input, "probabilities");
    Specialist specialist =
        new Specialist(
            options.getDoubles("subset").stream().map(Double::intValue).toList(), rows[0].length);
    int[] labels = GSON.fromJson(input.get("labels"), int[].class);
    return Map.of(
        "probabilities",
        Arrays.stream(rows).map(specialist::collect).toList(),
        "labels",
        Arrays.stream(labels).map(specialist::indexOf).toArray());
  }

  private static Map<String, Object> correctDustbin(CaseOptions options, JsonObject input) {
    double added =
        Specialist.dustbinCorrection(
            options.getDouble("subset_share"), options.getDouble("training_share"));
    double[][] logits = matrix(input, "logits");
    for (double[] row : logits) {
      row[row.length - 1] += added;
    }
    return Map.of(
        "added",
        added,
        "logits",
        logits,
        "probabilities",
        Arrays.stream(logits).map(Logits::softmax).toList());
  }

  private static double[][] matrix(JsonObject input, String name) {
    return GSON.fromJson(input.get(name), double[][].class);
  }
}
