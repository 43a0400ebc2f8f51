package io.noisette.corpus;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import io.noisette.testing.RecordingConsole;
import io.noisette.testing.SharedFiles;
import io.noisette.text.Document;
import io.noisette.text.DocumentFormat;
import io.noisette.text.DocumentReader;
import io.noisette.tokenizer.SmallTokenizers;
import io.noisette.tokenizer.Tokenizer;
import io.noisette.tokenizer.WordVocabulary;
import io.noisette.tokenizer.bpe.WordCounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrepareCommandTest {

  @TempDir Path directory;
  private final RecordingConsole console = new RecordingConsole();

  @Test
  void theSentencesOfADocumentJoinedAreTheDocument() throws Exception {
    Path text = SharedFiles.find("data/wikipedia-en-2021/valid.txt.gz");
    Path tokenizerFile = SmallTokenizers.train(directory, text, 1000);
    Corpus corpus = prepare(tokenizerFile, DocumentFormat.AUTO, text);
    assertEquals(576, corpus.getDocumentCount());
    try (Tokenizer tokenizer = corpus.loadTokenizer();
        DocumentReader reader = DocumentReader.open(text, DocumentFormat.AUTO)) {
      for (long document = 0; document < corpus.getDocumentCount(); document++) {
        Document expected = reader.read();
        assertArrayEquals(tokenizer.encode(expected.text()), readDocument(corpus, document));
        assertEquals(
            expected.text().substring(0, expected.titleLength()),
            tokenizer.decode(corpus.readSentence(corpus.getFirstSentence(document))));
      }
    }
  }

  @Test
  void oddTextKeepsItsIdsToo() throws Exception {
    String text =
        "One.\u00A0 Two.\u2028Three? \u0085 Four!Five . . .  Six's. 'S seven.''s U.S. 8.9\u001C"
            + "Nine.\"Ten\" <mask>. </s>Eleven.\u3000\u4F60\u597D\u3002\u4E16\u754C\u3002 e\u0301. \u0301x";
    Path file = Files.writeString(directory.resolve("odd"), text);
    Corpus corpus = prepare(tokenizer(), DocumentFormat.LINE, file);
    try (Tokenizer tokenizer = corpus.loadTokenizer()) {
      assertArrayEquals(tokenizer.encode(text), readDocument(corpus, 0));
      assertTrue(corpus.getSentenceCount() > 6, "it has several sentences");
    }
  }

  @Test
  void textWithoutTokensIsTold() throws Exception {
    Path text = Files.writeString(directory.resolve("text"), "a cat\nb dog\n");
    Path words = directory.resolve("words.json");
    WordCounts counts = new WordCounts();
    List.of("a", "b", "cat").forEach(counts::add);
    try (Tokenizer tokenizer = Tokenizer.of(WordVocabulary.of(counts, 1))) {
      Files.write(words, tokenizer.getFileBytes());
    }
    prepare(words, DocumentFormat.AUTO, text);
    assertEquals(
        "1 of 4 tokens (25.00 %) are <unk>, for text that the tokenizer has no tokens for",
        console.messages().get(0));
  }

  @Test
  void severalFilesMakeOneCorpusThatNamesThem() throws Exception {
    Path lines = Files.writeString(directory.resolve("lines"), "a b\n\r\nc\n");
    Path json = Files.writeString(directory.resolve("json"), "{\"text\":\"d. E.\"}\n");
    Corpus corpus = prepare(tokenizer(), DocumentFormat.AUTO, lines, json);
    assertEquals(3, corpus.getDocumentCount());
    assertEquals(
        "lines blank-line, json jsonl",
        corpus.getManifest().sources().stream()
            .map(source -> source.name() + " " + source.documents())
            .collect(Collectors.joining(", ")));
    assertEquals("3 documents, 4 sentences, ", console.text().replaceAll(".*: |\\d+ tokens\n", ""));
  }

  @Test
  void theSameInputGivesTheSameBytes() throws Exception {
    Path file = Files.writeString(directory.resolve("text"), "a. B.\n\nc\n");
    Path tokenizer = tokenizer();
    prepare(tokenizer, DocumentFormat.AUTO, file);
    Path first = Files.move(directory.resolve("corpus"), directory.resolve("first"));
    prepare(tokenizer, DocumentFormat.AUTO, file);
    try (Stream<Path> files = Files.list(first)) {
      for (Path one : files.toList()) {
        assertEquals(
            -1, Files.mismatch(one, directory.resolve("corpus").resolve(one.getFileName())));
      }
    }
  }

  @Test
  void anInputWithoutTextIsAnErrorAndLeavesNothing() throws Exception {
    Path file = Files.writeString(directory.resolve("text"), "\n \n");
    Path tokenizer = tokenizer();
    List<Path> before = list();
    String message =
        assertThrows(UsageException.class, () -> prepare(tokenizer, DocumentFormat.AUTO, file))
            .getMessage();
    assertEquals("there is no text in text, so there is nothing to prepare", message);
    assertEquals(before, list());
  }

  @Test
  void badTextInTheMiddleLeavesNothing() throws Exception {
    Path good = Files.writeString(directory.resolve("good"), "fine\n".repeat(100_000));
    Path bad = Files.write(directory.resolve("bad"), new byte[] {'a', '\n', (byte) 0xFF});
    Path tokenizer = tokenizer();
    List<Path> before = list();
    String message =
        assertThrows(
                CorruptDataException.class,
                () -> prepare(tokenizer, DocumentFormat.AUTO, good, bad))
            .getMessage();
    assertTrue(message.startsWith(bad + ":2:"), message);
    assertEquals(before, list());
  }

  @Test
  void whatAKilledRunLeftIsNoObstacle() throws Exception {
    Files.createDirectory(directory.resolve(".corpus.partial"));
    Files.writeString(directory.resolve(".corpus.partial/shard-00007.bin"), "half");
    Path file = Files.writeString(directory.resolve("text"), "a\n");
    assertEquals(1, prepare(tokenizer(), DocumentFormat.AUTO, file).getDocumentCount());
    assertFalse(Files.exists(directory.resolve("corpus/shard-00007.bin")));
    assertFalse(Files.exists(directory.resolve(".corpus.partial")));
  }

  @Test
  void whatALinkInTheWayLeadsToIsNotTouched() throws Exception {
    Path mine =
        Files.writeString(Files.createDirectory(directory.resolve("other")).resolve("mine"), "x");
    Path link = directory.resolve(".corpus.partial");
    Files.createSymbolicLink(link, mine.getParent());
    Path file = Files.writeString(directory.resolve("text"), "a\n");
    Path tokenizer = tokenizer();
    UsageException e =
        assertThrows(UsageException.class, () -> prepare(tokenizer, DocumentFormat.AUTO, file));
    assertTrue(
        String.valueOf(e.getMessage())
            .contains(link + ", where the corpus is written first, is a symbolic link"),
        e.getMessage());
    assertEquals("x", Files.readString(mine));
  }

  @Test
  void anOutputInUseIsNotTouched() throws Exception {
    Path file = Files.writeString(directory.resolve("text"), "a\n");
    Path tokenizer = tokenizer();
    Path mine = Files.createDirectory(directory.resolve("corpus")).resolve("mine");
    Files.writeString(mine, "x");
    assertThrows(UsageException.class, () -> prepare(tokenizer, DocumentFormat.AUTO, file));
    assertEquals("x", Files.readString(mine));
    Files.delete(mine);
    assertEquals(1, prepare(tokenizer, DocumentFormat.AUTO, file).getDocumentCount());
  }

  @Test
  void aMissingFileIsNamedBeforeTheWorkBegins() throws Exception {
    Path file = directory.resolve("absent");
    Path tokenizer = tokenizer();
    String message =
        assertThrows(UsageException.class, () -> prepare(tokenizer, DocumentFormat.AUTO, file))
            .getMessage();
    assertEquals("there is no file " + file, message);
  }

  private Path tokenizer() throws IOException {
    return SmallTokenizers.train(directory, "the text of a test, the other text\n", 270);
  }

  private Corpus prepare(Path tokenizer, DocumentFormat format, Path... text)
      throws IOException, InterruptedException {
    Path output = directory.resolve("corpus");
    PrepareConfig config = new PrepareConfig(List.of(text), tokenizer, output, format, "en");
    assertEquals(0, new PrepareCommand().execute(config, console));
    return Corpus.open(output);
  }

  private static int[] readDocument(Corpus corpus, long document) {
    return LongStream.range(
            corpus.getFirstSentence(document), corpus.getFirstSentence(document + 1))
        .mapToObj(corpus::readSentence)
        .flatMapToInt(Arrays::stream)
        .toArray();
  }

  private List<Path> list() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return new ArrayList<>(files.sorted().toList());
    }
  }
}
