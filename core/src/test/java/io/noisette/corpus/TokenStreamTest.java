package io.noisette.corpus;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenStreamTest {

  private static final int EOS = 2;

  @TempDir Path directory;

  @Test
  void documentsFollowEachOtherEachWithItsEnd() throws IOException {
    TokenStream stream = stream(new int[][] {{3, 2}, {1}, {2}});
    assertEquals(12, stream.getLength());
    assertArrayEquals(
        new int[] {EOS, 0, 1, 2, 10, 11, EOS, 20, EOS, 30, 31, EOS}, stream.read(0, 12));
  }

  @Test
  void anyPartCanBeReadAtOnce() throws IOException {
    TokenStream stream = stream(new int[][] {{3, 2}, {1}, {9, 1, 4}, {2}, {7}});
    int[] all = stream.read(0, (int) stream.getLength());
    for (int from = 0; from <= all.length; from++) {
      for (int end = from; end <= all.length; end++) {
        assertArrayEquals(
            Arrays.copyOfRange(all, from, end), stream.read(from, end - from), from + ".." + end);
      }
    }
  }

  @Test
  void whatIsNotThereIsNotRead() throws IOException {
    TokenStream stream = stream(new int[][] {{3}});
    assertThrows(IndexOutOfBoundsException.class, () -> stream.read(3, 3));
  }

  private TokenStream stream(int[][] documents) throws IOException {
    return new TokenStream(SmallCorpora.write(directory, 8, documents), EOS);
  }
}
