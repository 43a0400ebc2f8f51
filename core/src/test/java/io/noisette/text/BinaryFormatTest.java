package io.noisette.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.failure.UsageException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BinaryFormatTest {

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "'(\u00b5/\u00fd\u0004', zstd -d",
    "'\u00fd7zXZ\u0000\u0000', xz -d",
    "'BZh91AY&SYx', bzip2 -d",
    "'PK\u0003\u0004x', ZIP archive",
    "'%PDF-1.7', PDF document",
    "'BZh11AY&SYx', bzip2 -d",
    "'PAR1\u0015x', JSON Lines",
    "'\u00ff\u00ff\u00ff\u00ffx', JSON Lines",
    "'ARROW1\u0000\u0000x', JSON Lines",
  })
  void filesOfOtherFormatsAreRefusedWithTheirRemedy(String content, String remedy)
      throws IOException {
    Path file = directory.resolve("corpus");
    Files.write(file, content.getBytes(ISO_8859_1));
    UsageException refused = assertThrows(UsageException.class, () -> LineReader.open(file));
    String message = String.valueOf(refused.getMessage());
    assertTrue(message.startsWith(file + " is ") && message.contains(remedy), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "B", "BZh9 is text", "P", "PAR1 is a receptor", "%PDF", "ARROW1"})
  void textThatBeginsAlikeIsRead(String text) throws IOException {
    try (LineReader reader = LineReader.of(Path.of("text"), stream(text + "\nnext\n"))) {
      assertEquals(text, reader.readLine());
      assertEquals("next", reader.readLine());
    }
  }

  @Test
  void nothingIsReadBeyondWhatDiffers() throws IOException {
    InputStream typed = stream("Hi\n");
    TextBytes bytes = TextBytes.of(Path.of("typed"), typed);
    assertEquals(2, typed.available(), "one byte tells that it is text");
    assertEquals('H', bytes.read());
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(ISO_8859_1));
  }
}
