package io.noisette.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.stream.MalformedJsonException;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JsonLineTest {

  private static final Set<String> KEYS = Set.of("a", "b", "c", "d", "e");

  @Test
  void valuesAreAsTheyAreWritten() throws MalformedJsonException {
    assertEquals(
        Map.of("a", "x\ty", "b", "1.50", "c", "true"),
        JsonLine.readValues(
            "{\"a\":\"x\\ty\",\"b\":1.50,\"c\":true,\"d\":null,\"e\":[1,{}],\"f\":\"\"}", KEYS));
  }

  /** A source in sentences, as in SciTLDR. */
  @Test
  void anArrayOfStringsIsJoinedBySpaces() throws MalformedJsonException {
    assertEquals(
        Map.of("a", "One. Two.", "b", "x"),
        JsonLine.readTexts("{\"a\":[\"One.\",\"Two.\"],\"b\":\"x\",\"c\":null}", KEYS));
    assertThrows(
        MalformedJsonException.class, () -> JsonLine.readTexts("{\"a\":[\"One.\",2]}", KEYS));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "{\"a\":1,\"a\":2}|the key 'a' occurs twice",
        "{\"a\":1} {}|malformed",
        "{\"a\":\"\\ud83d\"}|unpaired surrogate in 'a'",
        "[1]|Expected an object but was an array",
        "{\"a\":1|End of input",
        "{'a':1}|malformed"
      })
  void whatIsNoObjectIsAnError(String line, String told) {
    MalformedJsonException failure =
        assertThrows(MalformedJsonException.class, () -> JsonLine.readValues(line, KEYS));
    String message = String.valueOf(failure.getMessage());
    assertTrue(message.contains(told) && !message.contains("JsonReader"), message);
  }
}
