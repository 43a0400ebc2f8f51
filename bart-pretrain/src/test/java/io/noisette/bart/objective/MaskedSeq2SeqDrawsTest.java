package io.noisette.bart.objective;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.noisette.bart.model.Seq2SeqExample;
import io.noisette.noising.spi.TokenizedDocument;
import io.noisette.testing.SharedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How often spans are drawn where, against exact means and five standard deviations. */
class MaskedSeq2SeqDrawsTest {

  private static final String NAME = "masked-seq2seq";
  private static final ObjectiveContext CONTEXT = SmallTexts.context(null);
  private static JsonObject cases;

  @BeforeAll
  static void read() throws IOException {
    String json = Files.readString(SharedFiles.find("golden/objective-draws/cases.json"));
    cases = JsonParser.parseString(json).getAsJsonObject().getAsJsonObject("cases");
  }

  @Test
  void aSpanHasHalfOfTheTokensRoundedUp() {
    int checked = 0;
    for (Map.Entry<String, JsonElement> entry : cases.entrySet()) {
      if (entry.getKey().startsWith("counts-")) {
        JsonObject drawn = entry.getValue().getAsJsonObject();
        Seq2SeqExample example = draw(tokens(drawn), 0, 0);
        int expected = drawn.getAsJsonObject("expected").get(NAME).getAsInt();
        assertEquals(expected, example.countTargets(), entry.getKey());
        checked++;
      }
    }
    assertTrue(checked > 5, checked + " counts");
  }

  @Test
  void spansOfTenThousandTextsBeginAnywhereAlike() {
    int checked = 0;
    for (Map.Entry<String, JsonElement> entry : cases.entrySet()) {
      if (entry.getKey().startsWith(NAME)) {
        JsonObject drawn = entry.getValue().getAsJsonObject();
        assertWithin(entry.getKey(), drawn.getAsJsonObject("expected"), measure(drawn));
        checked++;
      }
    }
    assertEquals(9, checked);
  }

  private static double[] measure(JsonObject drawn) {
    int tokens = tokens(drawn);
    int documents = drawn.getAsJsonObject("input").get("documents").getAsInt();
    IntStream texts = IntStream.range(0, documents);
    String statistic = drawn.getAsJsonObject("options").get("statistic").getAsString();
    return switch (statistic) {
      case "documents with a span start" -> {
        double[] starts = new double[tokens - (tokens + 1) / 2 + 1];
        texts.forEach(text -> starts[start(draw(tokens, 0, text))]++);
        yield starts;
      }
      case "documents in which a position is masked" -> {
        double[] masked = new double[tokens];
        texts.forEach(text -> countMasks(draw(tokens, 0, text), masked));
        yield masked;
      }
      case "documents with one span start in two epochs" ->
          new double[] {
            texts
                .filter(text -> start(draw(tokens, 0, text)) == start(draw(tokens, 1, text)))
                .count()
          };
      default -> throw new IllegalArgumentException(statistic);
    };
  }

  private static void assertWithin(String name, JsonObject expected, double[] actual) {
    double[] means = numbers(expected.get("mean"));
    double[] tolerances = numbers(expected.get("tolerance"));
    assertEquals(means.length, actual.length, name);
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

  private static Seq2SeqExample draw(int tokens, long epoch, long document) {
    TokenizedDocument text = SmallTexts.text(tokens);
    return new MaskedSeq2Seq().toExample(text, SmallTexts.key(epoch, document), CONTEXT);
  }

  /** From 0 in the text without special tokens. */
  private static int start(Seq2SeqExample example) {
    int place = 0;
    while (example.source()[place] != SmallTexts.MASK) {
      place++;
    }
    return place - 1;
  }

  private static void countMasks(Seq2SeqExample example, double[] masked) {
    for (int i = 0; i < masked.length; i++) {
      masked[i] += example.source()[i + 1] == SmallTexts.MASK ? 1 : 0;
    }
  }
}
