package io.noisette.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import io.noisette.testing.SharedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentReaderTest {

  private static final String TITLED = "= One =\n\nIt is.\nSo\n\n= Two =\n\n= = Part = =\nEnd.\n";

  @TempDir Path directory;

  @Test
  void aTitleBeginsADocumentAndStaysInIt() throws IOException {
    List<Document> documents = read(TITLED, DocumentFormat.AUTO);
    assertEquals(
        List.of(
            new Document("= One = It is. So", "= One =".length()),
            new Document("= Two = = = Part = = End.", "= Two =".length())),
        documents);
  }

  @Test
  void textBeforeTheFirstTitleIsADocument() throws IOException {
    assertEquals(
        List.of(new Document("Preface.", 0), new Document("= One = x", 7)),
        read("Preface.\n= One =\nx", DocumentFormat.TITLE));
  }

  @Test
  void wikiTextHasSpacesAroundItsTitles() throws IOException {
    String text = " \n = Homarus gammarus = \n \n A lobster . \n \n = = Diet = = \n Crabs . \n";
    assertEquals(
        List.of(new Document("= Homarus gammarus = A lobster . = = Diet = = Crabs .", 20)),
        read(text, DocumentFormat.AUTO));
  }

  @Test
  void blankLinesDivide() throws IOException {
    assertEquals(texts("a b", "c"), read("\na\n b\n\n \t\nc\n", DocumentFormat.AUTO));
  }

  @Test
  void carriageReturnsWithinALineDivideItToo() throws IOException {
    String text = "a\rb\n\nc\r\r d\n";
    assertEquals(texts("a b", "c d"), read(text, DocumentFormat.BLANK_LINE));
    assertEquals(texts("a b", "c d"), read(text, DocumentFormat.LINE));
  }

  @Test
  void noBreakSpacesAreBlankToo() throws IOException {
    String blank = "\u00A0 \u2003\u202F";
    assertEquals(List.of(), read(blank + "\n" + blank + "\n", DocumentFormat.AUTO));
    assertEquals(texts("a b", "c"), read("a\nb\n" + blank + "\nc\n", DocumentFormat.AUTO));
    assertEquals(List.of(), read("{\"text\": \"" + blank + "\"}\n", DocumentFormat.JSONL));
    assertEquals(texts("\u00A0a"), read("\u00A0a\n", DocumentFormat.LINE));
  }

  @Test
  void elseEachLineIsADocument() throws IOException {
    assertEquals(texts("a", "b"), read("a\r\nb\r\n\r\n", DocumentFormat.LINE));
    assertEquals(texts("a", "b"), read("a\nb\n", DocumentFormat.AUTO));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb\n\n", "\na\nb\n \t\n\n", "a\nb\r\n\r\n"})
  void aBlankLineThatSeparatesNothingIsNoSeparator(String text) throws IOException {
    assertEquals(texts("a", "b"), read(text, DocumentFormat.AUTO));
  }

  @Test
  void theHeadOfAFileEndsBehindItsBlankLines() throws IOException {
    String lines = "a\n".repeat(999);
    assertEquals(999, read(lines + "\n".repeat(5), DocumentFormat.AUTO).size());
    assertEquals(2, read(lines + "\n".repeat(5) + "b\n", DocumentFormat.AUTO).size());
    assertEquals(1999, read(lines + lines + "b\n", DocumentFormat.AUTO).size());
  }

  @Test
  void jsonLinesHoldTexts() throws IOException {
    String text = "{\"id\":1,\"text\":\"a\\n\\nb\\u00e9\"}\n\n{\"text\":\" \"}\n{\"text\":\"c\"}\n";
    assertEquals(texts("a bé", "c"), read(text, DocumentFormat.AUTO));
  }

  @Test
  void autoSaysWhatItFound() throws IOException {
    assertEquals(DocumentFormat.JSONL, detect("\n{\"text\": \"= a =\"}"));
    assertEquals(DocumentFormat.TITLE, detect("a\n\n= b =\n"));
    assertEquals(DocumentFormat.BLANK_LINE, detect("{a}\n\nb\n"));
    assertEquals(DocumentFormat.LINE, detect(""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"text\":\"x\"",
        "{\"text\":1}",
        "{\"text\":null}",
        "{\"words\":\"x\"}",
        "{\"text\":\"x\"} {}",
        "{\"text\":\"x\",\"text\":\"y\"}",
        "{'text':'x'}",
        "{\"text\":\"\\ud800\"}",
        "[1]",
        "x"
      })
  void badJsonIsNamedWithFileAndLine(String line) {
    String message =
        assertThrows(
                CorruptDataException.class,
                () -> read("{\"text\":\"fine\"}\n\n" + line + "\n", DocumentFormat.AUTO))
            .getMessage();
    assertTrue(message.startsWith(directory.resolve("text") + ":3: not a JSON object"), message);
  }

  @Test
  void objectsWithoutTextAreNoTextUnlessOneSaysSo() throws IOException {
    String content = "{\"content\":\"a\"}\n{\"content\":\"b\"}\n";
    String message =
        assertThrows(UsageException.class, () -> read(content, DocumentFormat.AUTO)).getMessage();
    assertTrue(message.contains("has JSON objects without a string 'text'"), message);
    assertEquals(2, read(content, DocumentFormat.LINE).size());
  }

  @Test
  void aDocumentWithoutEndIsRefused() {
    String line = "x".repeat(1 << 20) + "\n";
    assertThrows(
        CorruptDataException.class, () -> read(line.repeat(16), DocumentFormat.BLANK_LINE));
  }

  @Test
  void wikipediaHasItsDocuments() throws IOException {
    Path file = SharedFiles.find("data/wikipedia-en-2021/valid.txt.gz");
    List<Document> documents = readAll(file, DocumentFormat.AUTO);
    assertEquals(576, documents.size());
    assertTrue(
        documents.stream().allMatch(d -> d.text().substring(0, d.titleLength()).matches("= .* =")));
  }

  private DocumentFormat detect(String text) throws IOException {
    try (DocumentReader reader = DocumentReader.open(write(text), DocumentFormat.AUTO)) {
      return reader.getFormat();
    }
  }

  private List<Document> read(String text, DocumentFormat format) throws IOException {
    return readAll(write(text), format);
  }

  private Path write(String text) throws IOException {
    return Files.writeString(directory.resolve("text"), text);
  }

  private static List<Document> readAll(Path file, DocumentFormat format) throws IOException {
    List<Document> documents = new ArrayList<>();
    try (DocumentReader reader = DocumentReader.open(file, format)) {
      for (Document document = reader.read(); document != null; document = reader.read()) {
        documents.add(document);
      }
    }
    return documents;
  }

  private static List<Document> texts(String... texts) {
    return List.of(texts).stream().map(text -> new Document(text, 0)).toList();
  }
}
