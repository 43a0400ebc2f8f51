package io.noisette.distillation.golden;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.reflect.TypeToken;
import io.noisette.distillation.data.BatchMix;
import io.noisette.distillation.data.ClassBalance;
import io.noisette.distillation.data.ScoreThreshold;
import io.noisette.distillation.data.ViewPredictions;
import io.noisette.parity.CaseOptions;
import io.noisette.parity.ValueCase;
import io.noisette.parity.ValueKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Parity check of data distillation (kind {@code data-distillation}): labels merged over views,
 * thresholds, balance of classes, and the mix of batches.
 */
public final class DataDistillationParity implements ValueKind {

  private static final Gson GSON = new GsonBuilder().serializeNulls().create();
  private static final TypeToken<List<List<Integer>>> PASSES = new TypeToken<>() {};
  private static final TypeToken<List<List<Double>>> ROWS = new TypeToken<>() {};

  @Override
  public JsonElement compute(ValueCase valueCase) {
    CaseOptions options = valueCase.getOptions();
    JsonObject input = valueCase.getInput();
    Map<String, @Nullable Object> values =
        switch (options.getString("of")) {
          case "aggregate" -> aggregate(input);
          case "aggregate-scores" -> Map.of("labels", meanScores(input));
          case "threshold" -> threshold(options, input);
          case "balance" -> balance(options, input);
          case "mix" -> mix(options, input, valueCase.countExpected("batches"));
          default -> Map.of(); // whatever is expected is reported as missing
        };
    return GSON.toJsonTree(values);
  }

  private static Map<String, @Nullable Object> aggregate(JsonObject input) {
    List<List<List<Double>>> views =
        GSON.fromJson(input.get("probabilities"), new TypeToken<List<List<List<Double>>>>() {});
    List<ViewPredictions> texts =
        IntStream.range(0, views.get(0).size())
            .mapToObj(text -> new ViewPredictions(views.stream().map(v -> v.get(text)).toList()))
            .toList();
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    values.put("probabilities", texts.stream().map(ViewPredictions::getMean).toList());
    values.put("labels", texts.stream().map(ViewPredictions::getLabel).toList());
    values.put("scores", texts.stream().map(ViewPredictions::getScore).toList());
    values.put("votes", texts.stream().map(ViewPredictions::getVote).toList());
    return values;
  }

  private static List<Double> meanScores(JsonObject input) {
    List<List<Double>> views = GSON.fromJson(input.get("scores"), ROWS);
    return new ViewPredictions(views).getMean();
  }

  private static Map<String, @Nullable Object> threshold(CaseOptions options, JsonObject input) {
    List<List<Double>> texts = GSON.fromJson(input.get("scores"), ROWS);
    List<Double> all = texts.stream().flatMap(List::stream).toList();
    int count = ScoreThreshold.countKept(options.getDouble("mean"), texts.size());
    Double threshold = ScoreThreshold.find(all, count);
    List<List<Boolean>> kept =
        texts.stream()
            .map(text -> text.stream().map(s -> threshold != null && s >= threshold).toList())
            .toList();
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    values.put("threshold", threshold);
    values.put("kept", kept);
    values.put("count", kept.stream().flatMap(List::stream).filter(is -> is).count());
    return values;
  }

  private static Map<String, @Nullable Object> balance(CaseOptions options, JsonObject input) {
    List<Integer> labels = List.of(GSON.fromJson(input.get("labels"), Integer[].class));
    List<Double> scores = List.of(GSON.fromJson(input.get("scores"), Double[].class));
    List<Integer> counts =
        options.getDoubles("class_counts").stream().map(Double::intValue).toList();
    int total = ScoreThreshold.countKept(options.getDouble("mean"), labels.size());
    List<Integer> quotas = ScoreThreshold.findQuotas(counts, total);
    ClassBalance balance = new ClassBalance(labels, scores, quotas);
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    values.put("quotas", quotas);
    values.put("thresholds", balance.getThresholds());
    values.put("kept", balance.findKept());
    return values;
  }

  private static Map<String, @Nullable Object> mix(
      CaseOptions options, JsonObject input, int batches) {
    BatchMix mix =
        BatchMix.of(Math.toIntExact(options.getLong("batch")), options.getDouble("share"));
    List<List<Integer>> labelled = GSON.fromJson(input.get("labelled"), PASSES);
    List<List<Integer>> generated = GSON.fromJson(input.get("generated"), PASSES);
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    values.put("labelled_in_batch", mix.labelled());
    values.put("generated_in_batch", mix.generated());
    values.put(
        "batches",
        IntStream.range(0, batches)
            .mapToObj(
                batch ->
                    Map.of(
                        "labelled", draw(labelled, batch, mix.labelled()),
                        "generated", draw(generated, batch, mix.generated())))
            .toList());
    return values;
  }

  private static int[] draw(List<List<Integer>> passes, int batch, int size) {
    return BatchMix.draw(
        passes.get(0).size(),
        batch,
        size,
        (pass, position) -> passes.get(Math.toIntExact(pass)).get(position));
  }
}
