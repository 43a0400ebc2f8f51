package io.noisette.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.noisette.digest.Sha256;
import io.noisette.failure.UsageException;
import io.noisette.testing.RecordingConsole;
import io.noisette.text.DocumentFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnTextTest {

  @TempDir private Path directory;

  @Test
  void everyTwentiethDocumentIsHeldOut() throws IOException {
    List<String> documents = lines("Document %d says much the same as all others do.", 1, 400);
    OwnText text = inspect("lines.txt", documents);
    text.write(directory);
    assertEquals(
        IntStream.range(0, 400).filter(i -> i % 20 == 19).mapToObj(documents::get).toList(),
        Files.readAllLines(directory.resolve("valid.txt")));
    assertEquals(
        IntStream.range(0, 400).filter(i -> i % 20 != 19).mapToObj(documents::get).toList(),
        Files.readAllLines(directory.resolve("train.txt")));
    assertEquals(DocumentFormat.LINE, text.getFormat());
  }

  @Test
  void ofOneBookTheLastSentencesAreHeldOut() throws IOException {
    List<String> sentences = lines("In chapter %d there is a sentence like this one.", 1, 400);
    inspect("book.txt", List.of(String.join(" ", sentences))).write(directory);
    assertEquals(
        List.of(String.join(" ", sentences.subList(0, 380))),
        Files.readAllLines(directory.resolve("train.txt")));
    assertEquals(
        List.of(String.join(" ", sentences.subList(380, 400))),
        Files.readAllLines(directory.resolve("valid.txt")));
  }

  @Test
  void titlesStay() throws IOException {
    List<String> lines = lines("= Title %d =\nA body that is long enough for this test.", 1, 200);
    OwnText text = inspect("titled.txt", lines);
    text.write(directory);
    assertEquals(DocumentFormat.TITLE, text.getFormat());
    assertEquals(
        List.of("= Title 20 =", "A body that is long enough for this test.", "= Title 40 ="),
        Files.readAllLines(directory.resolve("valid.txt")).subList(0, 3));
  }

  @Test
  void aSourceIsNamedWithTheDigestOfItsFile() throws IOException {
    OwnText text = inspect("lines.txt", lines("Line %d is here to have enough of them.", 1, 400));
    String digest = Sha256.of(directory.resolve("lines.txt"));
    assertEquals(List.of(new TextSource("lines.txt", digest)), text.getSources());
  }

  @Test
  void tooLittleTextIsRefused() {
    UsageException e =
        assertThrows(UsageException.class, () -> inspect("little.txt", List.of("One.", "Two.")));
    assertEquals(
        "--text has only 8 characters in 2 documents; quickstart needs at least 10,000 characters"
            + " and 20 sentences",
        e.getMessage());
  }

  @Test
  void aMissingFileIsNamed() {
    Path missing = directory.resolve("missing.txt");
    UsageException e =
        assertThrows(
            UsageException.class, () -> OwnText.inspect(List.of(missing), new RecordingConsole()));
    assertEquals("there is no file " + missing, e.getMessage());
  }

  private OwnText inspect(String name, List<String> lines) throws IOException {
    Path file = Files.write(directory.resolve(name), lines);
    return OwnText.inspect(List.of(file), new RecordingConsole());
  }

  private static List<String> lines(String format, int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(format::formatted).toList();
  }
}
