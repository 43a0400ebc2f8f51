package io.noisette.evaluation.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.noisette.failure.CorruptDataException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ContextFileTest {

  @TempDir private Path directory;

  @Test
  void linesEndAlike() throws IOException {
    Path file = directory.resolve("context.txt");
    Files.writeString(file, "\uFEFFein Wort\r\nund noch eins\n\nEnde");
    assertEquals("ein Wort\nund noch eins\n\nEnde\n", ContextFile.read(file));
  }

  @Test
  void gzipIsUnpacked() throws IOException {
    Path file = directory.resolve("context.txt.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("Größe\n".getBytes(StandardCharsets.UTF_8));
    }
    assertEquals("Größe\n", ContextFile.read(file));
  }

  @Test
  void invalidTextIsFoundByItsLine() throws IOException {
    Path file = directory.resolve("latin1.txt");
    Files.write(file, "eins\nGröße\n".getBytes(StandardCharsets.ISO_8859_1));
    CorruptDataException e = assertThrows(CorruptDataException.class, () -> ContextFile.read(file));
    assertEquals(file + ":2: invalid UTF-8 at byte 3 of the line", e.getMessage());
  }
}
