package io.noisette.evaluation.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class TextMetricTest {

  @ParameterizedTest
  @EnumSource(TextMetricChoice.class)
  void aCopyOfTheReferenceHasAllPoints(TextMetricChoice choice) {
    TextMetric metric = choice.getMetric();
    List<String> texts = List.of("The cat sat on the mat.", "A dog ran by the sea today.");
    MeasuredRows rows = metric.score(texts, texts.stream().map(List::of).toList());
    rows.getFigures().forEach((name, value) -> assertEquals(100, value, 1e-9, name));
    assertEquals(100, rows.getMain(), 1e-9);
  }

  @ParameterizedTest
  @EnumSource(TextMetricChoice.class)
  void theNameIsThatOfTheSetting(TextMetricChoice choice) {
    assertEquals(choice, TextMetricChoice.valueOf(toConstant(choice.getMetric().getName())));
  }

  @ParameterizedTest
  @EnumSource(TextMetricChoice.class)
  void theSignatureSaysHowManyReferencesThereAre(TextMetricChoice choice) {
    MeasuredRows rows =
        choice.getMetric().score(List.of("a", "b"), List.of(List.of("a", "b"), List.of("b")));
    assertTrue(rows.getSignature().startsWith("nrefs:var|"), rows.getSignature());
  }

  @Test
  void exactMatchTakesAnyReferenceAndIgnoresOnlyWhiteSpace() {
    MeasuredRows rows =
        new ExactMatch()
            .score(
                List.of(" a  b\n", "A b", "c"),
                List.of(List.of("x", "a b"), List.of("a b"), List.of("c")));
    assertEquals(Map.of("exact_match", 200 / 3.0), rows.getFigures());
    assertEquals(Map.of("exact_match", 0.0), rows.getFigures(1));
  }

  @Test
  void asManyPredictionsAsReferencesAreNeeded() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new TokenF1().score(List.of("a", "b"), List.of(List.of("a"))));
    assertTrue(e.getMessage().startsWith("2 predictions for 1 rows"), e.getMessage());
  }

  private static String toConstant(String name) {
    return name.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  /** The value is sacreBLEU's: (CHRF(char_order=3, eps_smoothing=True)).corpus_score. */
  @Test
  void chrfOfAnEmptyPredictionTakesTheReferenceThatSacrebleuTakes() {
    Chrf chrf = new Chrf(ChrfOptions.DEFAULT.withCharOrder(3).withEpsSmoothing(true));
    List<List<String>> references = List.of(List.of("abcdef", "a"), List.of("abd", "xyz"));
    double score = chrf.score(List.of("", "abc"), references).getMain();
    assertEquals(34.21052631578947, score, 1e-12);
  }
}
