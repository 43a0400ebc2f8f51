package io.noisette.parity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import io.noisette.command.OutputFormat;
import io.noisette.failure.CorruptDataException;
import io.noisette.testing.RecordingConsole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ValueParityTest {

  private static final String VALUES =
      "{\"score\": 0.1, \"words\": [\"a\", \"b\"], \"deep\": {\"n\": 2}}";

  private final RecordingConsole console = new RecordingConsole();

  @TempDir Path directory;

  @Test
  void equalValuesHold() throws IOException {
    write(VALUES);
    assertEquals(0, verify(VALUES));
    assertEquals(
        List.of("expected/score", "expected/words", "expected/deep/n"),
        console.text().lines().skip(2).map(line -> line.split(" +", -1)[1]).toList());
  }

  @Test
  void aNumberMayDifferByABillionthOfItself() throws IOException {
    write(VALUES);
    assertEquals(0, verify(VALUES.replace("0.1", "0.10000000009")));
    assertEquals(1, verify(VALUES.replace("0.1", "0.1000000002")));
    assertTrue(console.text().contains("FAIL: difference too large"), console.text());
  }

  @Test
  void aWordThatDiffersFails() throws IOException {
    write(VALUES);
    assertEquals(1, verify(VALUES.replace("\"b\"", "\"c\"")));
    assertTrue(console.text().contains("FAIL: computed \"c\" instead of \"b\""), console.text());
  }

  @Test
  void aListOfAnotherLengthAndAMissingValueFail() throws IOException {
    write(VALUES);
    assertEquals(1, verify("{\"score\": 0.1, \"words\": [\"a\"]}"));
    assertTrue(console.text().contains("FAIL: the computed list has 1 values"), console.text());
    assertTrue(console.text().contains("FAIL: missing"), console.text());
  }

  @Test
  void aDamagedFileIsNamed() throws IOException {
    for (String json :
        List.of(
            "",
            "[]",
            "{",
            "{\"kind\": \"letters\"}",
            "{\"kind\": \"letters\", \"cases\": {\"a\": 1}}",
            "{\"cases\": {}}")) {
      Files.writeString(directory.resolve("cases.json"), json);
      CorruptDataException e = assertThrows(CorruptDataException.class, () -> verify(VALUES), json);
      assertTrue(String.valueOf(e.getMessage()).contains("cases.json"), e.getMessage());
    }
  }

  @Test
  void casesOfAnUnknownKindMayHaveAnyForm() throws IOException {
    Files.writeString(directory.resolve("cases.json"), "{\"kind\": \"k\", \"cases\": [1]}");
    assertEquals(1, verify(VALUES));
    assertTrue(console.text().contains("FAIL: unknown kind of reference values"), console.text());
  }

  private int verify(String computed) throws IOException {
    ValueKind kind = valueCase -> JsonParser.parseString(computed);
    return new VerifyParityCommand(Map.of(), Map.of("letters", kind))
        .execute(new VerifyParityConfig(List.of(directory), OutputFormat.TEXT), console);
  }

  private void write(String expected) throws IOException {
    Files.writeString(
        directory.resolve("cases.json"),
        """
        {"kind": "letters", "cases": {"one": {"input": {}, "expected": %s}}}\
        """
            .formatted(expected));
  }
}
