package io.noisette.evaluation.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Against values of rouge-score, sacreBLEU and SQuAD's scripts, which {@code reference.json} holds:
 * an empty prediction, several references, entities, marks and scripts other than Latin.
 */
final class TextMetricReferenceTest {

  private static final double TOLERANCE = 1e-9;
  private static final Map<String, TextMetric> METRICS =
      Map.ofEntries(
          Map.entry("rouge", new Rouge(false)),
          Map.entry("rouge-stemmed", new Rouge(true)),
          bleu("13a", BleuTokenizer.MTEVAL_13A, BleuSmoothing.EXP),
          bleu("13a", BleuTokenizer.MTEVAL_13A, BleuSmoothing.FLOOR),
          bleu("13a", BleuTokenizer.MTEVAL_13A, BleuSmoothing.ADD_K),
          bleu("intl", BleuTokenizer.INTL, BleuSmoothing.EXP),
          bleu("intl", BleuTokenizer.INTL, BleuSmoothing.FLOOR),
          bleu("intl", BleuTokenizer.INTL, BleuSmoothing.ADD_K),
          bleu("char", BleuTokenizer.CHAR, BleuSmoothing.EXP),
          bleu("char", BleuTokenizer.CHAR, BleuSmoothing.FLOOR),
          bleu("char", BleuTokenizer.CHAR, BleuSmoothing.ADD_K),
          Map.entry("chrf-0", new Chrf(ChrfOptions.DEFAULT)),
          Map.entry("chrf-2", new Chrf(ChrfOptions.DEFAULT.withWordOrder(2))),
          Map.entry("squad", new Squad()));
  private static JsonObject reference = new JsonObject();

  @BeforeAll
  static void readReference() throws IOException {
    try (Reader reader =
        new InputStreamReader(
            Objects.requireNonNull(
                TextMetricReferenceTest.class.getResourceAsStream("reference.json")),
            UTF_8)) {
      reference = JsonParser.parseReader(reader).getAsJsonObject();
    }
  }

  static Stream<String> names() {
    return METRICS.keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyFigureIsThatOfTheReference(String name) {
    List<String> predictions = new ArrayList<>();
    List<List<String>> references = new ArrayList<>();
    for (JsonElement element : reference.getAsJsonArray("rows")) {
      JsonObject row = element.getAsJsonObject();
      predictions.add(row.get("prediction").getAsString());
      references.add(texts(row, "references"));
    }
    MeasuredRows rows = Objects.requireNonNull(METRICS.get(name)).score(predictions, references);
    JsonObject expected = reference.getAsJsonObject("figures").getAsJsonObject(name);
    assertFigures(expected.getAsJsonObject("all"), rows.getFigures(), name);
    for (int i = 0; i < predictions.size(); i++) {
      JsonObject row = expected.getAsJsonArray("rows").get(i).getAsJsonObject();
      assertFigures(row, rows.getFigures(i), name + ", row " + i);
    }
  }

  @Test
  void everyReferenceIsCompared() {
    assertEquals(
        new TreeSet<>(reference.getAsJsonObject("figures").keySet()),
        new TreeSet<>(METRICS.keySet()));
    assertTrue(reference.getAsJsonArray("rows").size() >= 7);
  }

  @Test
  void theFiguresOfSquad2AreThoseOfItsScript() {
    JsonObject squad = reference.getAsJsonObject("squad2");
    List<SquadQuestion> questions =
        squad.getAsJsonArray("questions").asList().stream()
            .map(JsonElement::getAsJsonObject)
            .map(
                it ->
                    new SquadQuestion(
                        it.get("id").getAsString(),
                        texts(it, "answers"),
                        it.get("prediction").getAsString(),
                        it.get("no_answer_probability").getAsDouble()))
            .toList();
    double threshold = squad.get("threshold").getAsDouble();
    assertFigures(
        squad.getAsJsonObject("figures"),
        SquadEvaluation.ofVersion2(questions, threshold).getFigures(),
        "squad2");
  }

  private static void assertFigures(JsonObject expected, Map<String, Double> actual, String name) {
    Set<String> keys = expected.keySet();
    assertEquals(new TreeSet<>(keys), new TreeSet<>(actual.keySet()), name);
    for (String key : keys) {
      assertEquals(
          expected.get(key).getAsDouble(),
          Objects.requireNonNull(actual.get(key)),
          TOLERANCE,
          name + ": " + key);
    }
  }

  private static List<String> texts(JsonObject row, String key) {
    return row.getAsJsonArray(key).asList().stream().map(JsonElement::getAsString).toList();
  }

  private static Map.Entry<String, TextMetric> bleu(
      String name, BleuTokenizer tokenizer, BleuSmoothing smoothing) {
    String ending = smoothing.name().toLowerCase(Locale.ROOT).replace('_', '-');
    return Map.entry(
        "bleu-" + name + "-" + ending,
        new Bleu(
            BleuOptions.DEFAULT
                .with(it -> it.tokenizer(tokenizer))
                .withSmoothingByDefault(smoothing)));
  }
}
