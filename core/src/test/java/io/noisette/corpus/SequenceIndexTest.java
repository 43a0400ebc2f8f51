package io.noisette.corpus;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.noisette.failure.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SequenceIndexTest {

  @TempDir Path directory;

  @Test
  void wholeSentencesOfOneDocumentFillASequence() throws IOException {
    try (SequenceIndex index = build(7, new int[][] {{2, 2, 2}, {1, 4}})) {
      assertEquals(3, index.getSize());
      check(index.read(0), 0, 0, 0, new int[] {0, 1, 10, 11}, 0, 2);
      check(index.read(1), 0, 2, 0, new int[] {20, 21}, 0);
      check(index.read(2), 1, 3, 0, new int[] {30, 40, 41, 42, 43}, 0, 1);
    }
  }

  @Test
  void aLongSentenceIsCutAndItsRestGoesOn() throws IOException {
    try (SequenceIndex index = build(5, new int[][] {{1, 7, 2}})) {
      assertEquals(4, index.getSize());
      check(index.read(0), 0, 0, 0, new int[] {0}, 0);
      check(index.read(1), 0, 1, 0, new int[] {10, 11, 12}, 0);
      check(index.read(2), 0, 1, 3, new int[] {13, 14, 15}, 0);
      check(index.read(3), 0, 1, 6, new int[] {16, 20, 21}, 0, 1);
    }
  }

  @Test
  void aSentenceOfFullLengthIsOneSequence() throws IOException {
    try (SequenceIndex index = build(5, new int[][] {{3, 3, 6}})) {
      assertEquals(4, index.getSize());
      assertEquals(3, index.getTokenCount(1));
      check(index.read(3), 0, 2, 3, new int[] {23, 24, 25}, 0);
    }
  }

  @Test
  void everyTokenIsInOneSequenceWhateverTheLength() throws IOException {
    int[][] documents = {{5, 1, 12, 3}, {40}, {2, 2, 2, 2, 2}, {1}};
    Corpus corpus = SmallCorpora.write(directory, 10, documents);
    for (int length = 3; length < 50; length++) {
      try (SequenceIndex index = SequenceIndex.build(corpus, length)) {
        long tokens = 0;
        for (long sequence = 0; sequence < index.getSize(); sequence++) {
          int[] ids = index.read(sequence).ids();
          assertEquals(index.getTokenCount(sequence), ids.length);
          tokens += ids.length;
        }
        assertEquals(corpus.getManifest().tokens(), tokens);
      }
    }
  }

  @Test
  void aLengthWithoutRoomForTextIsAnError() {
    assertThrows(UsageException.class, () -> build(2, new int[][] {{1}}));
  }

  private SequenceIndex build(int sequenceLength, int[][] documents) throws IOException {
    return SequenceIndex.build(
        SmallCorpora.write(directory, Long.MAX_VALUE, documents), sequenceLength);
  }

  private static void check(
      CorpusSequence sequence, long document, long sentence, int token, int[] ids, int... starts) {
    assertEquals(document, sequence.document());
    assertEquals(sentence, sequence.firstSentence());
    assertEquals(token, sequence.firstToken());
    assertArrayEquals(ids, sequence.ids());
    assertArrayEquals(starts, sequence.sentenceStarts());
  }
}
