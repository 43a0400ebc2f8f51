package io.noisette.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.noisette.testing.HostileFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A text file may hold anything. */
final class HostileTextTest {

  private static final String JSONL = "{\"text\": \"One. Two.\\n\\u00e9\", \"id\": 3}\n".repeat(5);

  @TempDir Path directory;

  @Test
  void hostileLinesOfJson() throws IOException {
    Path file = Files.writeString(directory.resolve("text.jsonl"), JSONL);
    new HostileFile(file)
        .tenThousandTimes()
        .assertNothingElseHappens(() -> readAll(file, DocumentFormat.JSONL));
  }

  @Test
  void hostileArticles() throws IOException {
    String text = " = Title = \n\n Some text . \n\n = = Part = = \n\n Naïve ☕ text . \n";
    Path file = Files.writeString(directory.resolve("wiki.tokens"), text.repeat(3));
    new HostileFile(file).assertNothingElseHappens(() -> readAll(file, DocumentFormat.AUTO));
  }

  @Test
  void aHostileCompressedFile() throws IOException {
    Path file = directory.resolve("text.txt.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(JSONL.getBytes(UTF_8));
    }
    new HostileFile(file)
        .tenThousandTimes()
        .assertNothingElseHappens(() -> readAll(file, DocumentFormat.AUTO));
  }

  private static void readAll(Path file, DocumentFormat format) throws IOException {
    SentenceSplitter splitter = new SentenceSplitter("en");
    try (DocumentReader reader = DocumentReader.open(file, format)) {
      for (Document document = reader.read(); document != null; document = reader.read()) {
        List<?> unused = splitter.split(document);
      }
    }
  }
}
