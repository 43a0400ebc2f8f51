package io.noisette.noising.spi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenizedDocumentTest {

  private final TokenizedDocument document =
      TokenizedDocument.of(new int[] {10, 11, 12, 13, 14}, new int[] {0, 3});

  @Test
  void sentencesAreKnownByTheirEnds() {
    assertEquals(2, document.getSentenceCount());
    assertEquals(3, document.getSentenceStart(1));
    assertEquals(3, document.getSentenceEnd(0));
    assertEquals(5, document.getSentenceEnd(1));
  }

  @ParameterizedTest
  @CsvSource({"0,0", "3,", "3,1", "3,0 0", "3,0 3", "3,0 2 1", "0,-1"})
  void sentenceStartsMustRiseFromZeroWithinTheDocument(int length, String starts) {
    int[] offsets =
        starts == null
            ? new int[0]
            : Arrays.stream(starts.split(" ")).mapToInt(Integer::parseInt).toArray();
    var error =
        assertThrows(
            IllegalArgumentException.class, () -> TokenizedDocument.of(new int[length], offsets));
    assertTrue(error.getMessage().endsWith(Arrays.toString(offsets)), error.getMessage());
  }

  @Test
  void nobodyCanChangeADocument() {
    int[] ids = {1, 2};
    int[] starts = {0, 1};
    TokenizedDocument built = TokenizedDocument.of(ids, starts);
    ids[0] = 9;
    starts[1] = 9;
    built.toIds()[1] = 9;
    assertArrayEquals(new int[] {1, 2}, built.toIds());
    assertEquals(1, built.getSentenceStart(1));
  }

  @Test
  void theVocabularyTellsWordStartsExceptOfASentencesFirstToken() {
    TokenizedDocument pieces =
        TokenizedDocument.of(new int[] {7, 2, 7, 7}, new int[] {0, 3}, new EvenStartsWords());
    assertEquals("[7 2 +7 / 7]", pieces.toString());
  }

  @Test
  void aBuiltSentenceWithoutTokensDoesNotComeToBe() {
    TokenizedDocument.Builder builder = TokenizedDocument.builder(0);
    builder.startSentence();
    builder.startSentence();
    builder.add(5, true);
    builder.startSentence();
    builder.add(6, false);
    builder.startSentence();
    assertEquals("[5 / +6]", builder.build().toString());
  }

  @Test
  void copyingKeepsSentencesAndWordStarts() {
    TokenizedDocument pieces =
        TokenizedDocument.of(new int[] {2, 7, 4, 9}, new int[] {0, 2}, new EvenStartsWords());
    TokenizedDocument.Builder builder = TokenizedDocument.builder(1);
    builder.copy(pieces, 1, 4);
    builder.copy(pieces, 3, 4);
    builder.copy(pieces, 0, 1);
    builder.copy(pieces, 0, 0);
    assertEquals("[+7 / 4 +9 +9 / 2]", builder.build().toString());
  }

  @Test
  void anEmptyDocumentHasNoSentences() {
    TokenizedDocument empty = TokenizedDocument.builder(3).build();
    assertEquals(TokenizedDocument.of(new int[0], new int[0]), empty);
    assertEquals(0, empty.getSentenceCount());
  }

  @Test
  void documentsAreEqualByTheirContent() {
    int[] ids = {2, 7};
    TokenizedDocument words = TokenizedDocument.of(ids, new int[] {0});
    assertEquals(words, TokenizedDocument.of(ids, new int[] {0}));
    assertFalse(words.equals(TokenizedDocument.of(ids, new int[] {0}, new EvenStartsWords())));
    assertFalse(words.equals(TokenizedDocument.of(ids, new int[] {0, 1})));
  }

  private static final class EvenStartsWords implements Vocabulary {

    @Override
    public int getSize() {
      return 10;
    }

    @Override
    public int getMaskId() {
      return 0;
    }

    @Override
    public boolean isSpecial(int id) {
      return id == 0;
    }

    @Override
    public boolean isWordStart(int id) {
      return id % 2 == 0;
    }
  }
}
