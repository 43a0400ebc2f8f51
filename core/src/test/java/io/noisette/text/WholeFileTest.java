package io.noisette.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WholeFileTest {

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "\u00ff, 1, 1",
    "ab\u00ffcd, 3, 1",
    "'a\n\u00c3', 1, 2", // the first of two bytes
    "'\u00c3\u00a9\n\n12\u00ed\u00a0\u0080', 3, 3", // a surrogate
    "'\u00c3\u00a9\u00c0\u0080', 3, 1", // two bytes for NUL
  })
  void bytesThatAreNotUtf8AreNamedWithTheirLine(String bytes, int column, int line)
      throws IOException {
    Path file = directory.resolve("file.json");
    Files.writeString(file, bytes, ISO_8859_1);
    Exception e = assertThrows(InvalidUtf8Exception.class, () -> WholeFile.readText(file));
    String expected = "invalid UTF-8 at byte " + column + " of line " + line;
    assertEquals(expected, e.getMessage());
    assertEquals(expected, JsonFault.describe(e));
  }

  @ParameterizedTest
  @CsvSource({"''", "'Größe\n'", "'\ufffd'"})
  void otherTextIsReadAsItIs(String text) throws IOException {
    Path file = directory.resolve("file.json");
    Files.writeString(file, text);
    assertEquals(text, WholeFile.readText(file));
  }
}
