package io.noisette.tokenizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PairEncoderTest {

  @TempDir Path directory;

  @BeforeEach
  void writeBert() throws IOException {
    Files.writeString(directory.resolve("vocab.txt"), "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\na\nb\n");
  }

  @Test
  void bertPutsOneEndBetweenAndTwoTypes() throws IOException {
    try (Tokenizer tokenizer = Tokenizer.load(directory)) {
      EncodedText pair = new PairEncoder(tokenizer, 20).encode("a", "b b");
      assertArrayEquals(new int[] {2, 5, 3, 6, 6, 3}, pair.getIds());
      assertArrayEquals(new int[] {0, 0, 0, 1, 1, 1}, pair.getTypes());
      EncodedText single = new PairEncoder(tokenizer, 20).encode("a b");
      assertArrayEquals(new int[] {2, 5, 6, 3}, single.getIds());
      assertArrayEquals(new int[4], single.getTypes());
      EncodedText same = new PairEncoder(tokenizer, 20, PairFormat.SINGLE).encode("a", "b b");
      assertArrayEquals(pair.getIds(), same.getIds());
    }
  }

  @Test
  void robertaPutsTwoEndsBetweenAndOneType() throws IOException {
    Files.writeString(
        directory.resolve("vocab.json"), "{\"<s>\":0,\"<pad>\":1,\"</s>\":2,\"a\":3,\"b\":4}");
    Files.writeString(directory.resolve("merges.txt"), "#version: 0.2\n");
    try (Tokenizer tokenizer = Tokenizer.load(directory)) {
      EncodedText pair = new PairEncoder(tokenizer, 20).encode("a", "bb");
      assertArrayEquals(new int[] {0, 3, 2, 2, 4, 4, 2}, pair.getIds());
      assertArrayEquals(new int[7], pair.getTypes());
      EncodedText single = new PairEncoder(tokenizer, 20, PairFormat.SINGLE).encode("a", "bb");
      assertArrayEquals(new int[] {0, 3, 2, 4, 4, 2}, single.getIds());
      assertEquals(6, single.getLength());
      EncodedText full = new PairEncoder(tokenizer, 5, PairFormat.SINGLE).encode("aa", "bb");
      assertArrayEquals(new int[] {0, 3, 2, 4, 2}, full.getIds());
    }
  }

  /** As the tokenizers of transformers do with {@code truncation='longest_first'}. */
  @ParameterizedTest
  @CsvSource({"3,4,10,3,4", "9,2,10,5,2", "2,9,10,2,5", "9,9,10,3,4", "9,8,10,4,3", "1,99,8,1,4"})
  void theLongerTextIsCutFirst(int first, int second, int maxLength, int keptFirst, int keptSecond)
      throws IOException {
    try (Tokenizer tokenizer = Tokenizer.load(directory)) {
      EncodedText pair =
          new PairEncoder(tokenizer, maxLength).encode("a ".repeat(first), "b ".repeat(second));
      int as = 0;
      int bs = 0;
      for (int id : pair.getIds()) {
        as += id == 5 ? 1 : 0;
        bs += id == 6 ? 1 : 0;
      }
      assertEquals(keptFirst, as);
      assertEquals(keptSecond, bs);
      assertEquals(first + second - as - bs, pair.countCut());
    }
  }

  @Test
  void aLongTextIsCutAtItsEnd() throws IOException {
    try (Tokenizer tokenizer = Tokenizer.load(directory)) {
      EncodedText text = new PairEncoder(tokenizer, 5).encode("a b a b a b");
      assertArrayEquals(new int[] {2, 5, 6, 5, 3}, text.getIds());
      assertEquals(3, text.countCut());
      assertThrows(IllegalArgumentException.class, () -> new PairEncoder(tokenizer, 4));
    }
  }
}
