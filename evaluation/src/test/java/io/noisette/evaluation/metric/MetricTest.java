package io.noisette.evaluation.metric;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against values of scikit-learn and scipy, which {@code reference.json} holds. */
final class MetricTest {

  private static final double TOLERANCE = 1e-12;

  /** Predictions, targets, and the figures that others work out; null is NaN. */
  static Stream<JsonObject> references() throws IOException {
    try (Reader reader =
        new InputStreamReader(
            Objects.requireNonNull(MetricTest.class.getResourceAsStream("reference.json")),
            UTF_8)) {
      return JsonParser.parseReader(reader).getAsJsonArray().asList().stream()
          .map(JsonElement::getAsJsonObject);
    }
  }

  @ParameterizedTest
  @MethodSource("references")
  void figuresAreThoseOfScikitLearnAndScipy(JsonObject reference) {
    float[] predictions = floats(reference, "predictions");
    float[] targets = floats(reference, "targets");
    JsonObject metrics = reference.getAsJsonObject("metrics");
    assertTrue(metrics.size() > 0);
    for (String name : metrics.keySet()) {
      double actual = metric(name).of(predictions, targets);
      JsonElement expected = metrics.get(name);
      assertEquals(
          expected.isJsonNull() ? Double.NaN : expected.getAsDouble(),
          actual,
          TOLERANCE,
          reference.get("what") + ": " + name);
    }
  }

  @Test
  void macroF1IsTheMeanOverTheLabelsThatOccurOrArePredicted() {
    float[] targets = {0, 0, 1, 4};
    float[] predictions = {0, 1, 1, 1}; // F1: 2/3 of label 0, 1/2 of label 1, 0 of label 4
    assertEquals((2 / 3.0 + 1 / 2.0 + 0) / 3, Metric.MACRO_F1.of(predictions, targets), TOLERANCE);
  }

  @Test
  void aCorrelationOfEqualPredictionsIsNoScore() {
    float[] equal = {2, 2, 2};
    float[] targets = {1, 2, 3};
    assertTrue(Double.isNaN(Metric.PEARSON.of(equal, targets)));
    assertEquals(0, Metric.PEARSON.scoreOf(equal, targets));
    assertEquals(0, Metric.SPEARMAN.scoreOf(equal, targets));
    assertEquals(1, Metric.PEARSON.scoreOf(targets, targets), TOLERANCE);
  }

  @Test
  void everyMetricAndEdgeHasAReference() throws IOException {
    List<String> whats = references().map(it -> it.get("what").getAsString()).toList();
    for (String edge :
        List.of("one class", "never predicted", "ties", "constant", "three labels")) {
      assertTrue(whats.stream().anyMatch(what -> what.contains(edge)), edge);
    }
    for (Metric metric : Metric.values()) {
      assertTrue(
          references().anyMatch(it -> it.getAsJsonObject("metrics").has(metric.getName())),
          metric.getName());
    }
  }

  @Test
  void nothingAndUnlikeLengthsAreErrors() {
    assertThrows(IllegalArgumentException.class, () -> Metric.ACC.of(new float[0], new float[0]));
    assertThrows(
        IllegalArgumentException.class, () -> Metric.PEARSON.of(new float[2], new float[3]));
  }

  private static Metric metric(String name) {
    return Stream.of(Metric.values())
        .filter(metric -> metric.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static float[] floats(JsonObject reference, String key) {
    List<JsonElement> elements = reference.getAsJsonArray(key).asList();
    float[] values = new float[elements.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = elements.get(i).getAsFloat();
    }
    return values;
  }
}
