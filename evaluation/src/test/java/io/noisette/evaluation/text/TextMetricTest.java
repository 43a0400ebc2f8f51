package io.noisette.evaluation.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  /** The values are sacreBLEU's. */
  @Test
  void chrfTakesOrdersOfWordsAloneAndPrecisionAlone() {
    List<String> predictions = List.of("the cat sat");
    List<List<String>> references = List.of(List.of("the cat ran"));
    ChrfOptions words = ChrfOptions.DEFAULT.withWordOrder(2).withCharOrder(0);
    assertEquals(
        58.33333333333333, new Chrf(words).score(predictions, references).getMain(), 1e-12);
    ChrfOptions precision = ChrfOptions.DEFAULT.withBeta(0);
    assertEquals(
        52.070105820105816, new Chrf(precision).score(predictions, references).getMain(), 1e-12);
    assertThrows(IllegalArgumentException.class, () -> ChrfOptions.DEFAULT.withCharOrder(0));
  }

  @Test
  void aBetaOfAnySizeIsSquared() {
    List<String> predictions = List.of("the cat sat");
    List<List<String>> references = List.of(List.of("the cat ran off"));
    double recall =
        new Chrf(ChrfOptions.DEFAULT.withBeta(46_340)).score(predictions, references).getMain();
    double more =
        new Chrf(ChrfOptions.DEFAULT.withBeta(46_341)).score(predictions, references).getMain();
    assertEquals(recall, more, 1e-6); // the square is above 2^31
  }

  @Test
  void longerNgramsThanAnybodyCountsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> BleuOptions.DEFAULT.withMaxOrder(101));
    assertThrows(IllegalArgumentException.class, () -> ChrfOptions.DEFAULT.withCharOrder(101));
    assertThrows(IllegalArgumentException.class, () -> ChrfOptions.DEFAULT.withWordOrder(101));
  }

  @Test
  void theSignatureOfBleuRoundsAsPythonDoes() {
    BleuOptions floor = BleuOptions.DEFAULT.withSmoothing(BleuSmoothing.FLOOR);
    String signature = new Bleu(floor.withSmoothingValue(0.125)).getSignature("1");
    assertTrue(signature.contains("|smooth:floor[0.12]|"), signature);
  }

  /** The tokens are sacreBLEU's. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "我在Nature上发表了3.5篇论文，真的！“引号”…… | 我 在 Nature 上 发 表 了 3.5 篇 论 文 ， 真 的 ！ “ 引 号 ” … …",
        "Ａｂｃ　全角，ﾃｽﾄ | Ａ ｂ ｃ 全 角 ， ﾃ ｽ ﾄ",
        "a—b…c \uD840\uDC00 x | a — b … c \uD840\uDC00 x",
        "&quot;中文&quot; U.S. | & quot ; 中 文 & quot ; U . S .",
      })
  void chineseIsCutIntoCharacters(String text, String tokens) {
    assertEquals(tokens, String.join(" ", BleuTokenizer.ZH.tokenize(text)));
  }

  @Test
  void ofEqualProbabilitiesTheOrderOfTheirFileChoosesTheThreshold() {
    List<SquadQuestion> questions =
        List.of(
            new SquadQuestion("q1", List.of("x"), "x", 0.5),
            new SquadQuestion("q2", List.of(), "y", 0.5));
    assertEquals(
        List.of(50.0, 0.0),
        findBest(SquadEvaluation.ofVersion2(questions, 1, List.of("q2", "q1"))));
    assertEquals(List.of(100.0, 0.5), findBest(SquadEvaluation.ofVersion2(questions, 1)));
  }

  private static List<@Nullable Double> findBest(SquadEvaluation evaluation) {
    Map<String, Double> figures = evaluation.getFigures();
    return Arrays.asList(figures.get("best_exact"), figures.get("best_exact_thresh"));
  }

  @Test
  void textsWithoutWordsHaveNoPerplexityPerWordOfConvAi2() {
    TargetPerplexity perplexity = new TargetPerplexity();
    perplexity.add(" ", new double[] {-1}, -1);
    assertEquals(1, perplexity.getFigures().get("loss"), 0);
    assertTrue(perplexity.getFigures().values().stream().allMatch(Double::isFinite));
  }
}
