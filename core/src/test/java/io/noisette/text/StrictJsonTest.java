package io.noisette.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StrictJsonTest {

  private record Numbers(int small, long large, double real, List<Long> all) {}

  @Test
  void jsonIsReadAsItIs() {
    String text =
        "{\"small\": -1000, \"large\": 9007199254740993, \"real\": 0.1, \"all\": [4294967336, 2]}";
    assertEquals(
        new Numbers(-1000, 9007199254740993L, 0.1, List.of(4294967336L, 2L)),
        StrictJson.read(new Gson(), text, Numbers.class));
    assertEquals(text.length() > 0, StrictJson.parse(" [true, null, \"x\"] ").isJsonArray());
  }

  private record Values(double number, String text, boolean flag, Map<String, Double> map) {}

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"number\": \"0.5\"} | number must be a number",
        "{\"text\": 5} | text must be a text",
        "{\"flag\": \"true\"} | flag must be true or false",
        "{\"map\": []} | map must be an object",
        "{\"map\": {\"a\": \"0.5\"}} | map must be a number",
      })
  void valuesOfAnotherTypeAreNotConverted(String text, String message) {
    JsonParseException e =
        assertThrows(
            JsonParseException.class, () -> StrictJson.read(new Gson(), text, Values.class));
    assertEquals(message, e.getMessage());
  }

  @Test
  void valuesOfTheirTypeAreTaken() {
    assertEquals(
        new Values(2, "x", true, Map.of("a", 0.5)),
        StrictJson.read(
            new Gson(),
            "{\"number\": 2, \"text\": \"x\", \"flag\": true, \"map\": {\"a\": 0.5}}",
            Values.class));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{\"a\": 1, \"a\": 2}",
        "{\"a\": {\"b\": 1, \"b\": 1}}",
        "{\"a\": 1} // comment",
        "{\"a\": /* comment */ 1}",
        "{\"a\": 1,}",
        "{a: 1}",
        "{'a': 1}",
        "[1e400]",
        "[NaN]",
        "[-Infinity]",
        "[1] [2]",
        "[01]",
        "[tru]",
        "[\"\t\"]",
        "[1",
        "{\"a\"",
        "\u0000"
      })
  void anythingElseIsRefusedInOneLine(String text) {
    JsonParseException failure =
        assertThrows(JsonParseException.class, () -> StrictJson.parse(text));
    String message = String.valueOf(failure.getMessage());
    assertTrue(
        !message.isBlank() && !message.contains("gson") && message.lines().count() == 1, message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"small\": 4294967336, \"large\": 1, \"real\": 1, \"all\": []}",
        "{\"small\": 600.0, \"large\": 1, \"real\": 1, \"all\": []}",
        "{\"small\": 6e2, \"large\": 1, \"real\": 1, \"all\": []}",
        "{\"small\": 1.9999, \"large\": 1, \"real\": 1, \"all\": []}",
        "{\"small\": \"1\", \"large\": 1, \"real\": 1, \"all\": []}",
        "{\"small\": true, \"large\": 1, \"real\": 1, \"all\": []}",
        "{\"small\": 1, \"large\": 1e19, \"real\": 1, \"all\": []}",
        "{\"small\": 1, \"large\": 1, \"real\": 1, \"all\": [0.5]}",
        "{\"small\": 1, \"large\": 1, \"real\": 1, \"all\": {}}",
        "{\"small\": null, \"large\": 1, \"real\": 1, \"all\": []}",
      })
  void numbersThatDoNotFitAreRefused(String text) {
    assertThrows(JsonParseException.class, () -> StrictJson.read(new Gson(), text, Numbers.class));
  }

  @Test
  void longNamesNumbersAndNestingAreBounded() {
    String ten = "9".repeat(10_000);
    for (String text :
        List.of(
            "[" + ten + "]",
            "[1." + ten + "]",
            "[1e" + ten + "]",
            "{\"" + "a.".repeat(5_000_000) + "\": x}",
            "{" + "a.".repeat(10_000) + ": 1}",
            "[".repeat(10_000),
            "{\"a\":".repeat(10_000))) {
      JsonParseException failure =
          assertThrows(JsonParseException.class, () -> StrictJson.parse(text));
      assertTrue(String.valueOf(failure.getMessage()).length() < 500);
    }
  }
}
