package io.noisette.tokenizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import io.noisette.testing.HostileFile;
import io.noisette.text.Words;
import io.noisette.tokenizer.bpe.WordCounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WordVocabularyTest {

  @TempDir Path directory;

  @Test
  void wordsStandByCountThenByCodePointAndFillersMakeItAMultipleOfEight() {
    // U+FF5E is a higher UTF-16 unit, but a lower code point, than U+1F600.
    WordVocabulary vocabulary = of("b a \uD83D\uDE00 \uFF5E </s> b <unk> Z", 1);
    assertEquals(
        """
        <s> 0
        <pad> 0
        </s> 1
        <unk> 1
        b 2
        Z 1
        a 1
        \uFF5E 1
        \uD83D\uDE00 1
        madeupword0000 0
        madeupword0001 0
        madeupword0002 0
        madeupword0003 0
        madeupword0004 0
        madeupword0005 0
        madeupword0006 0
        """,
        WordVocabularyFile.print(vocabulary));
  }

  @Test
  void aFillerThatIsAWordOfTheTextIsNotMadeTwice() {
    String printed = WordVocabularyFile.print(of("a b c madeupword0000 a b c", 1));
    assertTrue(printed.endsWith("madeupword0000 1\n"), printed);
    printed = WordVocabularyFile.print(of("a b madeupword0000 a b", 1));
    assertTrue(printed.endsWith("madeupword0000 1\nmadeupword0001 0\n"), printed);
  }

  @Test
  void rareWordsAreUnknownIfAsked() {
    WordVocabulary vocabulary = of("a a b c </s>", 2);
    assertTrue(vocabulary.contains("a") && !vocabulary.contains("b"));
    assertEquals(3, vocabulary.getId("b"));
    assertTrue(vocabulary.hasSeenUnk());
    assertFalse(of("a a b c </s>", 1).hasSeenUnk());
  }

  @Test
  void theFileReadsBackTheSame() throws IOException {
    WordVocabulary vocabulary = of("a a = \u00e9 <unk> </s>", 1);
    Path file = write(WordVocabularyFile.print(vocabulary));
    assertEquals(vocabulary.getEntries(), WordVocabularyFile.read(file).getEntries());
    assertEquals(vocabulary.getEntries(), WordVocabularyFile.read(directory).getEntries());
  }

  @Test
  void aDictionaryOfFairseqGetsTheSpecialWordsInFront() throws IOException {
    WordVocabulary vocabulary = WordVocabularyFile.read(write("the 12\n, 9\nmadeupword0000 0\n"));
    assertEquals(4, vocabulary.getId("the"));
    assertEquals(7, vocabulary.getSize());
    assertTrue(vocabulary.hasSeenUnk(), "it does not say, so it is taken for known");
  }

  @Test
  void theTokenizerEncodesAndDecodesWholeWords() throws IOException {
    WordVocabulary vocabulary = of("the cat sat <unk> the </s>", 1);
    try (Tokenizer tokenizer = Tokenizer.of(vocabulary)) {
      assertArrayEquals(new int[] {4, 5, 3, 3, 6}, tokenizer.encode(" the\tcat dog <unk> sat\n"));
      assertEquals("the cat sat", tokenizer.decode(new int[] {4, 5, 6}));
      assertEquals(8, tokenizer.getSize());
      assertTrue(tokenizer.isWordStart(5) && tokenizer.isSpecial(2) && !tokenizer.isSpecial(4));
      tokenizer.write(directory);
    }
    try (Tokenizer read = Tokenizer.load(directory)) {
      assertArrayEquals(new int[] {4, 3}, read.encode("the house"));
    }
  }

  @Test
  void badLinesAreNamed() throws IOException {
    assertRefused("the", ":1: the line is not a word and a count: 'the'");
    assertRefused("the 3\n of 2\n", ":2: the line is not a word and a count: ' of 2'");
    assertRefused("the -3", ":1: the line is not a word and a count: 'the -3'");
    assertRefused("the 3\na 2\nthe 1\n", ":3: the line repeats the word 'the'");
    assertRefused("the 3\n<pad> 2\n", ":2: the line repeats the word '<pad>'");
    assertRefused("<s> 0\nthe 3\n", "begins with [<s>, the], not with [<s>, <pad>, </s>, <unk>]");
    assertRefused("", "is empty, not a vocabulary");
    assertEquals(
        "there is no vocabulary " + directory.resolve("absent"),
        assertThrows(
                UsageException.class, () -> WordVocabularyFile.read(directory.resolve("absent")))
            .getMessage());
  }

  @Test
  void aHostileVocabulary() throws IOException {
    Path file = write(WordVocabularyFile.print(of("the cat sat on the mat \u2615 <unk>", 1)));
    new HostileFile(file)
        .assertNothingElseHappens(
            () -> {
              try (Tokenizer tokenizer = Tokenizer.of(WordVocabularyFile.read(file))) {
                tokenizer.decode(tokenizer.encode("the \u2615 dog"));
              }
            });
  }

  private void assertRefused(String text, String message) throws IOException {
    Path file = write(text);
    String told =
        assertThrows(CorruptDataException.class, () -> WordVocabularyFile.read(file)).getMessage();
    assertTrue(told.startsWith(file.toString()) && told.contains(message), told);
  }

  private Path write(String text) throws IOException {
    return Files.writeString(directory.resolve(WordVocabularyFile.NAME), text);
  }

  private static WordVocabulary of(String text, long minCount) {
    WordCounts counts = new WordCounts();
    Words.forEach(text, counts::add);
    return WordVocabulary.of(counts, minCount);
  }
}
