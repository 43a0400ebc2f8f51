package io.noisette.text;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.noisette.digest.Sha256;
import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineReaderTest {

  @TempDir Path directory;

  @Test
  void linesEndAtLineFeedsWithOrWithoutCarriageReturn() throws IOException {
    assertEquals(List.of("a", "", "b", "c"), read("a\r\n\nb\nc".getBytes(UTF_8)));
  }

  @Test
  void anEmptyFileHasNoLines() throws IOException {
    assertEquals(List.of(), read(new byte[0]));
  }

  @Test
  void aByteOrderMarkIsNoText() throws IOException {
    assertEquals(List.of("é"), read("\uFEFFé\n".getBytes(UTF_8)));
  }

  @Test
  void gzipIsUnpackedAlsoInSeveralMembers() throws IOException {
    ByteArrayOutputStream twice = new ByteArrayOutputStream();
    twice.write(gzip("one\n"));
    twice.write(gzip("two\n"));
    assertEquals(List.of("one", "two"), read(twice.toByteArray()));
  }

  @Test
  void aLineMayBeLongerThanTheBuffer() throws IOException {
    String line = "é".repeat(100_000);
    assertEquals(List.of(line, "x"), read((line + "\nx").getBytes(UTF_8)));
  }

  @Test
  void aReplacementCharacterInTheFileIsText() throws IOException {
    assertEquals(List.of("\uFFFD"), read("\uFFFD".getBytes(UTF_8)));
  }

  @Test
  void badUtf8IsNamedWithFileAndLine() throws IOException {
    Path file = write(new byte[] {'o', 'k', '\n', 'a', (byte) 0xC3, '\n'});
    String message = assertThrows(CorruptDataException.class, () -> readAll(file)).getMessage();
    assertEquals(file + ":2: invalid UTF-8 at byte 2 of the line", message);
  }

  @Test
  void nulBytesAreNoText() throws IOException {
    Path file = write("ok\nwide".getBytes(UTF_16LE));
    String message = assertThrows(CorruptDataException.class, () -> readAll(file)).getMessage();
    assertTrue(message.startsWith(file + ":1: many NUL bytes"), message);
    assertTrue(message.endsWith("iconv -f UTF-16LE -t UTF-8"), message);
  }

  @Test
  void utf16IsKnownByItsMarkOrItsZerosInEitherOrder() throws IOException {
    for (String text : List.of("ok\nwide", "\uFEFFok\nwide", "\uFEFF\u4E2D\u6587\n")) {
      for (Charset charset : List.of(UTF_16LE, UTF_16BE)) {
        Path file = write(text.getBytes(charset));
        String message = assertThrows(CorruptDataException.class, () -> readAll(file)).getMessage();
        assertTrue(message.endsWith("iconv -f " + charset + " -t UTF-8"), message);
      }
    }
  }

  @Test
  void aSingleNulIsText() throws IOException {
    assertEquals(List.of("a\0bcd"), read("a\0bcd".getBytes(UTF_8)));
  }

  @Test
  void carriageReturnsAloneDoNotMakeOneLineOfAFile() throws IOException {
    Path file = write("one\rtwo\rthree\r".getBytes(UTF_8));
    String message = assertThrows(CorruptDataException.class, () -> readAll(file)).getMessage();
    assertTrue(message.contains(" ends its lines with carriage returns alone"), message);
    assertEquals(List.of("one"), read("one\r".getBytes(UTF_8)));
    assertEquals(List.of("a\rb"), read("a\rb".getBytes(UTF_8)));
    assertEquals(List.of("a\rb", "c"), read("a\rb\nc".getBytes(UTF_8)));
  }

  @Test
  void truncatedGzipIsNamedWithFileAndLine() throws IOException {
    byte[] whole = gzip("line\n".repeat(1000));
    Path file = write(Arrays.copyOf(whole, whole.length - 9));
    String message = assertThrows(CorruptDataException.class, () -> readAll(file)).getMessage();
    assertTrue(message.startsWith(file + ":"), message);
    assertTrue(message.contains("gzip"), message);
  }

  @Test
  void aFlippedByteInGzipIsFound() throws IOException {
    byte[] bytes = gzip("some words that are long enough to be packed, packed, packed\n");
    for (int i = 10; i < bytes.length; i++) { // the header before is not covered by the checksum
      bytes[i] ^= 0x10;
      Path file = write(bytes);
      assertThrows(CorruptDataException.class, () -> readAll(file), "byte " + i);
      bytes[i] ^= 0x10;
    }
  }

  @Test
  void everyMemberIsReadFromAWriterThatPausesBetweenThem() throws Exception {
    Path pipe = directory.resolve("pipe");
    Process made = new ProcessBuilder("mkfifo", pipe.toString()).start();
    assumeTrue(made.waitFor() == 0, "no mkfifo here");
    Thread writer =
        new Thread(
            () -> {
              try (OutputStream out = Files.newOutputStream(pipe)) {
                for (String text : List.of("one\n", "two\n", "")) {
                  for (byte part : gzip(text)) {
                    out.write(part);
                    Thread.sleep(1);
                  }
                }
              } catch (IOException | InterruptedException e) {
                throw new AssertionError(e);
              }
            });
    writer.start();
    assertEquals(List.of("one", "two"), readAll(pipe));
    writer.join();
  }

  @Test
  void aPipeTellsWhetherItCanBeReadWithoutWaiting() throws Exception {
    Path pipe = directory.resolve("pipe");
    Process made = new ProcessBuilder("mkfifo", pipe.toString()).start();
    assumeTrue(made.waitFor() == 0, "no mkfifo here");
    Process writer = new ProcessBuilder("sh", "-c", "echo one > '" + pipe + "'").start();
    try (LineReader reader = LineReader.open(pipe)) {
      assertEquals("one", reader.readLine());
      assertFalse(reader.isReady());
    }
    assertEquals(0, writer.waitFor());
  }

  @Test
  void aDamagedOrTruncatedLaterMemberIsFound() throws IOException {
    byte[] first = gzip("one\n");
    byte[] second = gzipWithAllFields("two\n");
    for (int i = 0; i < second.length; i++) {
      byte[] flipped = second.clone();
      flipped[i] ^= 0x01; // the last byte of the compressed data has unused high bits
      assertDamaged("byte " + i, first, flipped);
      if (i > 0) {
        assertDamaged("cut at " + i, first, Arrays.copyOf(second, i));
      }
    }
    assertDamaged("text behind it", first, "three\n".getBytes(UTF_8));
  }

  @Test
  void optionalFieldsOfHeadersAndZerosAtTheEndAreNoText() throws IOException {
    byte[] padded = join(gzipWithAllFields("one\n"), gzipWithAllFields("two\n"), new byte[512]);
    assertEquals(List.of("one", "two"), read(padded));
    assertEquals(List.of("one", "two"), read(join(gzip("one\n"), new byte[3], gzip("two\n"))));
    assertEquals(List.of(), read(gzip("")));
  }

  @Test
  void anEndlessLineIsRefused() throws IOException {
    Path file = write(new byte[LineReader.MAX_LINE_BYTES + 1]);
    String message = assertThrows(CorruptDataException.class, () -> readAll(file)).getMessage();
    assertTrue(message.contains("not a text file"), message);
  }

  @Test
  void aMissingFileAndADirectoryAreMistakesOfTheUser() {
    Path file = directory.resolve("absent");
    String message = assertThrows(UsageException.class, () -> readAll(file)).getMessage();
    assertEquals("there is no file " + file, message);
    assertThrows(UsageException.class, () -> readAll(directory));
  }

  @Test
  void theDigestIsThatOfTheFile() throws IOException {
    Path file = write(gzip("a\nb\n"));
    try (LineReader reader = LineReader.open(file)) {
      while (reader.readLine() != null) {
        assertTrue(reader.getLineNumber() <= 2);
      }
      assertEquals(Files.size(file), reader.getBytesRead());
      assertEquals(Sha256.of(file), reader.getDigest());
    }
  }

  private List<String> read(byte[] bytes) throws IOException {
    return readAll(write(bytes));
  }

  private Path write(byte[] bytes) throws IOException {
    return Files.write(directory.resolve("text"), bytes);
  }

  private static List<String> readAll(Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    try (LineReader reader = LineReader.open(file)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(line);
      }
    }
    return lines;
  }

  private void assertDamaged(String what, byte[]... parts) throws IOException {
    Path file = write(join(parts));
    String message =
        assertThrows(CorruptDataException.class, () -> readAll(file), what).getMessage();
    assertTrue(
        message.matches(".*/text:\\d+: (damaged or truncated gzip file: [^n]|invalid UTF-8).*"),
        message);
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  /** With an extra field, a name, a comment and a checksum of the header. */
  private static byte[] gzipWithAllFields(String text) throws IOException {
    byte[] plain = gzip(text);
    byte[] header = {31, (byte) 139, 8, 30, 0, 0, 0, 0, 0, 3, 2, 0, 7, 7, 'n', 0, 'c', 0};
    CRC32 crc = new CRC32();
    crc.update(header);
    byte[] sum = {(byte) crc.getValue(), (byte) (crc.getValue() >> 8)};
    return join(header, sum, Arrays.copyOfRange(plain, 10, plain.length));
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }
}
