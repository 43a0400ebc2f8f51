package io.noisette.corpus;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.failure.UsageException;
import io.noisette.settings.GivenValue;
import io.noisette.settings.SettingsSchema;
import io.noisette.testing.RecordingConsole;
import io.noisette.testing.SharedFiles;
import io.noisette.tokenizer.Tokenizer;
import io.noisette.tokenizer.WordVocabularyFile;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WordPreparationTest {

  private static final String TEXT =
      " \n = One = \n \n a b <unk> a \n \n = = Part = = \n c \n \n = Two = \n b \n";

  @TempDir Path directory;
  private final RecordingConsole console = new RecordingConsole();

  @Test
  void everyLineEndsInEosAnEmptyOneToo() throws Exception {
    Corpus corpus = prepare("corpus", null, write("text", TEXT));
    assertEquals(2, corpus.getDocumentCount());
    assertEquals(10, corpus.getSentenceCount());
    TokenStream stream = new TokenStream(corpus, 2);
    assertEquals(1 + 17 + 10, stream.getLength());
    try (Tokenizer tokenizer = corpus.loadTokenizer()) {
      assertEquals(
          "</s> </s> = One = </s> </s> a b <unk> a </s> </s> = = Part = = </s> c </s> </s>"
              + " = Two = </s> b </s>",
          tokenizer.decode(stream.read(0, (int) stream.getLength())));
    }
    assertTrue(console.text().endsWith("corpus: 2 documents, 10 lines, 27 tokens\n"));
  }

  @Test
  void wordsAndLinesEndWhereTheyDoInPython() throws Exception {
    String text = "a\u001Cb\u001D\u001Ea\u001Fb\u0085a\u00A0b\rc\r\nc\r\r\nc\u200Bc\n";
    Corpus corpus = prepare("corpus", null, write("python", text));
    try (Tokenizer tokenizer = corpus.loadTokenizer()) {
      assertEquals(
          "</s> a b a b a b </s> c </s> c </s> </s> c\u200Bc </s>",
          tokenizer.decode(new TokenStream(corpus, 2).read(0, 15)));
    }
  }

  @Test
  void aFileWithoutTitlesIsOneDocument() throws Exception {
    Corpus corpus = prepare("corpus", null, write("one", "a b\n\nb\n"), write("two", "c\n"));
    assertEquals(2, corpus.getDocumentCount());
    assertEquals("file", corpus.getManifest().sources().get(0).documents());
    assertArrayEquals(new int[] {2, 5, 4, 2, 2, 4, 2, 6, 2}, new TokenStream(corpus, 2).read(0, 9));
  }

  @Test
  void heldOutTextHasTheIdsOfTheVocabularyItIsGiven() throws Exception {
    Path vocabulary = prepare("corpus", null, write("text", TEXT)).getDirectory();
    Corpus held = prepare("held", vocabulary, write("other", "b d a\n"));
    assertEquals(
        Files.readString(vocabulary.resolve(WordVocabularyFile.NAME)),
        Files.readString(held.getDirectory().resolve(WordVocabularyFile.NAME)));
    try (Tokenizer tokenizer = held.loadTokenizer()) {
      assertEquals("b <unk> a </s>", tokenizer.decode(held.readSentence(0)));
    }
    String message = console.messages().get(console.messages().size() - 2);
    assertEquals(
        "1 of 3 words (33.33 %) are not in the vocabulary and become <unk>; the first is 'd', "
            + directory.resolve("other")
            + ":1",
        message);
  }

  @Test
  void anUnknownWordNeedsATextWithUnk() throws Exception {
    Path vocabulary = prepare("corpus", null, write("text", "a b\nb c\n")).getDirectory();
    Path other = write("other", "a\nb d\n");
    String message =
        assertThrows(UsageException.class, () -> prepare("held", vocabulary, other)).getMessage();
    assertEquals(
        other
            + ":2: 'd' is not in the vocabulary, and the text that the vocabulary was built from"
            + " has no <unk>; prepare that text again with --min-count 2",
        message);
    assertFalse(Files.exists(directory.resolve("held")));
    run(Map.of("min-count", "2", "text", directory.resolve("text").toString()), "counted");
    Path counted = directory.resolve("counted");
    assertEquals(2, prepare("held", counted, other).getSentenceCount());
  }

  @Test
  void theMinimumCountThatIsAdvisedGivesUnkWhateverTheCountsAre() throws Exception {
    Path text = write("text", "a a b b\na b c c c\n");
    Path vocabulary = prepare("corpus", null, text).getDirectory();
    Path other = write("other", "a d\n");
    String message =
        assertThrows(UsageException.class, () -> prepare("held", vocabulary, other)).getMessage();
    assertTrue(message.endsWith("prepare that text again with --min-count 4"), message);
    run(Map.of("min-count", "4", "text", text.toString()), "counted");
    assertEquals(1, prepare("held", directory.resolve("counted"), other).getSentenceCount());
  }

  @Test
  void anOutputThatCannotBeMadeIsRefusedBeforeWordsAreCounted() throws Exception {
    Path loop = directory.resolve("corpus");
    Files.createSymbolicLink(loop, loop);
    Path text = write("text", TEXT);
    assertThrows(FileSystemLoopException.class, () -> prepare("corpus", null, text));
    assertEquals("", console.text());
  }

  @Test
  void emptyFilesAreAnErrorAndLeaveNothing() throws IOException {
    for (String text : List.of("", "\n \n")) {
      Path file = write("text", text);
      assertEquals(
          "there is no text in " + file + ", so there is nothing to prepare",
          assertThrows(UsageException.class, () -> prepare("corpus", null, file)).getMessage());
      assertFalse(Files.exists(directory.resolve("corpus")));
    }
  }

  @Test
  void optionsThatDoNotBelongTogetherAreErrors() {
    assertRefused(
        "--min-count is for building a vocabulary and cannot be combined with --vocabulary",
        Map.of("min-count", "2", "vocabulary", "v"));
    assertRefused(
        "--tokenizer words keeps the lines of the text as they are, so --documents must be auto or"
            + " title",
        Map.of("documents", "jsonl"));
    assertRefused(
        "--vocabulary is only for --tokenizer words, not for --tokenizer t.json",
        Map.of("tokenizer", "t.json", "vocabulary", "v"));
  }

  @Test
  void theCountsOfWikiText103AreThoseOfFairseq() throws Exception {
    Path train = SharedFiles.find("data/wikitext-103/wiki.train.prefix.tokens.gz");
    Corpus corpus = prepare("train", null, train);
    assertEquals(162, corpus.getDocumentCount());
    assertEquals(548_411, corpus.getManifest().tokens());
    assertEquals(0, corpus.getManifest().vocabularySize() % 8);
    Path vocabulary = corpus.getDirectory();
    Path valid = SharedFiles.find("data/wikitext-103/wiki.valid.tokens");
    assertEquals(217_646, prepare("valid", vocabulary, valid).getManifest().tokens());
    Path test = SharedFiles.find("data/wikitext-103/wiki.test.tokens");
    assertEquals(245_569, prepare("test", vocabulary, test).getManifest().tokens());
  }

  private void assertRefused(String message, Map<String, String> options) {
    UsageException refused = assertThrows(UsageException.class, () -> run(options, "corpus"));
    assertEquals(message, refused.getMessage());
  }

  private void run(Map<String, String> options, String output) throws Exception {
    Map<String, GivenValue> given = new HashMap<>();
    Map<String, String> all = new HashMap<>(Map.of("text", "text", "tokenizer", "words"));
    all.put("output", directory.resolve(output).toString());
    all.putAll(options);
    all.forEach((name, value) -> given.put(name, new GivenValue("--" + name, List.of(value))));
    PrepareConfig config = SettingsSchema.of(PrepareConfig.class).read(given, Map.of());
    assertEquals(0, new PrepareCommand().execute(config, console));
  }

  private Corpus prepare(String name, @Nullable Path vocabulary, Path... text) throws Exception {
    Path output = directory.resolve(name);
    PrepareConfig config = PrepareConfig.words(List.of(text), vocabulary, output);
    assertEquals(0, new PrepareCommand().execute(config, console));
    return Corpus.open(output);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }
}
