package io.noisette.bart.objective;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.noisette.model.bart.StackSequence.MaskKind;
import io.noisette.testing.SharedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How often tokens, ranks and masks are drawn, against exact means and five deviations. */
class StackObjectivesDrawsTest {

  private static final Map<String, Objective> OBJECTIVES =
      Map.of(
          "language-model", new LanguageModel(),
          "masked-lm", new MaskedLm(),
          "multitask-masked-lm", new MultitaskMaskedLm(),
          "permuted-lm", new PermutedLm());

  private static JsonObject cases;

  @BeforeAll
  static void read() throws IOException {
    String json = Files.readString(SharedFiles.find("golden/objective-draws/cases.json"));
    cases = JsonParser.parseString(json).getAsJsonObject().getAsJsonObject("cases");
  }

  @Test
  void asManyTokensArePredictedAsTheShareRoundedUp() {
    int checked = 0;
    for (Map.Entry<String, JsonElement> entry : cases.entrySet()) {
      if (entry.getKey().startsWith("counts-")) {
        JsonObject drawn = entry.getValue().getAsJsonObject();
        for (Map.Entry<String, Objective> objective : OBJECTIVES.entrySet()) {
          int targets =
              objective
                  .getValue()
                  .toExample(
                      SmallTexts.text(tokens(drawn)),
                      SmallTexts.key(0, 0),
                      SmallTexts.context(null))
                  .countTargets();
          assertEquals(
              drawn.getAsJsonObject("expected").get(objective.getKey()).getAsInt(),
              targets,
              entry.getKey() + " " + objective.getKey());
          checked++;
        }
      }
    }
    assertTrue(checked > 20, checked + " counts");
  }

  @Test
  void tenThousandTextsAreDrawnUniformly() {
    int checked = 0;
    for (Map.Entry<String, JsonElement> entry : cases.entrySet()) {
      JsonObject drawn = entry.getValue().getAsJsonObject();
      JsonElement objective = drawn.getAsJsonObject("options").get("objective");
      if (objective != null && OBJECTIVES.containsKey(objective.getAsString())) {
        double[] measured = measure(drawn, objective.getAsString());
        assertWithin(entry.getKey(), drawn.getAsJsonObject("expected"), measured);
        checked++;
      }
    }
    assertEquals(26, checked);
  }

  private static double[] measure(JsonObject drawn, String objective) {
    int n = tokens(drawn);
    int documents = drawn.getAsJsonObject("input").get("documents").getAsInt();
    String statistic = drawn.getAsJsonObject("options").get("statistic").getAsString();
    double[] sums =
        new double
            [drawn.getAsJsonObject("expected").get("mean").isJsonArray() ? Math.max(n, 4) : 1];
    for (int text = 0; text < documents; text++) {
      count(statistic, objective, n, text, sums);
    }
    if (statistic.startsWith("mean ")) {
      return new double[] {sums[0] / documents};
    }
    return sums;
  }

  private static void count(String statistic, String objective, int n, int text, double[] sums) {
    switch (statistic) {
      case "documents in which a position is chosen" -> {
        for (int i : chosen(objective, n, 0, text)) {
          sums[i]++;
        }
      }
      case "mean number of pairs of neighbours that are both chosen" -> {
        List<Integer> chosen = chosen(objective, n, 0, text);
        sums[0] += chosen.stream().filter(i -> chosen.contains(i + 1)).count();
      }
      case "mean number of tokens of a document chosen in two epochs" -> {
        List<Integer> other = chosen(objective, n, 1, text);
        sums[0] += chosen(objective, n, 0, text).stream().filter(other::contains).count();
      }
      case "mean number of pairs of which the right token comes first" ->
          sums[0] += inversions(ranks(n, text));
      case "documents in which the leftmost predicted token has a rank" ->
          sums[ranks(n, text)[0]]++;
      case "documents of a kind" -> sums[List.of(MaskKind.values()).indexOf(kind(0, text))]++;
      case "documents of one kind in two epochs" ->
          sums[0] += kind(0, text) == kind(1, text) ? 1 : 0;
      default -> throw new IllegalArgumentException(statistic);
    }
  }

  private static List<Integer> chosen(String objective, int n, int epoch, int text) {
    int[] places =
        objective.equals("permuted-lm")
            ? placesOf(PermutedLm.drawOrder(SmallTexts.key(epoch, text), n))
            : ChosenTokens.draw(SmallTexts.key(epoch, text).stream(0), MaskedLm.SHARE, n);
    List<Integer> chosen = new ArrayList<>();
    for (int place : places) {
      chosen.add(place - 1); // without bos
    }
    return chosen;
  }

  private static int[] placesOf(int[] order) {
    return IntStream.range(0, order.length).filter(i -> order[i] >= 0).toArray();
  }

  private static int[] ranks(int n, int text) {
    return Arrays.stream(PermutedLm.drawOrder(SmallTexts.key(0, text), n))
        .filter(rank -> rank >= 0)
        .toArray();
  }

  private static int inversions(int[] ranks) {
    int inversions = 0;
    for (int left = 0; left < ranks.length; left++) {
      for (int right = left + 1; right < ranks.length; right++) {
        inversions += ranks[right] < ranks[left] ? 1 : 0;
      }
    }
    return inversions;
  }

  private static MaskKind kind(int epoch, int text) {
    return MultitaskMaskedLm.draw(SmallTexts.key(epoch, text));
  }

  private static void assertWithin(String name, JsonObject expected, double[] actual) {
    double[] means = numbers(expected.get("mean"));
    double[] tolerances = numbers(expected.get("tolerance"));
    for (int i = 0; i < means.length; i++) {
      assertEquals(means[i], actual[i], tolerances[i], name + " at " + i);
    }
  }

  private static double[] numbers(JsonElement json) {
    return json.isJsonArray()
        ? json.getAsJsonArray().asList().stream().mapToDouble(JsonElement::getAsDouble).toArray()
        : new double[] {json.getAsDouble()};
  }

  private static int tokens(JsonObject drawn) {
    return drawn.getAsJsonObject("input").get("tokens").getAsInt();
  }
}
