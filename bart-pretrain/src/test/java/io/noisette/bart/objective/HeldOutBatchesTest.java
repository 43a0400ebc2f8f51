package io.noisette.bart.objective;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.corpus.SequenceIndex;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeldOutBatchesTest {

  private static final long ALL = 10 + 4 + 18 + 8 + 6 + 12 + 22 + 7 * 2;

  @TempDir private static Path directory;
  private static SequenceIndex sequences;

  @BeforeAll
  static void write() throws IOException {
    sequences = SmallTexts.index(directory, 10, 4, 18, 8, 6, 12, 22);
  }

  @AfterAll
  static void close() throws IOException {
    sequences.close();
  }

  @Test
  void aPassIsTheWholeCorpusUnlessItIsLimited() {
    assertEquals(ALL, tokens(batches(0, 30)).stream().mapToLong(n -> n).sum());
    long limited = tokens(batches(50, 30)).stream().mapToLong(n -> n).sum();
    assertTrue(limited >= 50 && limited < 50 + 24, () -> limited + " tokens");
  }

  @Test
  void aBatchIsFullOnceItHasItsTokens() {
    List<Long> tokens = tokens(batches(0, 30));
    tokens.subList(0, tokens.size() - 1).forEach(n -> assertTrue(n >= 30 && n < 30 + 24, "" + n));
  }

  @Test
  void eachPassIsTheSame() {
    HeldOutBatches batches = batches(0, 1);
    assertEquals(7, tokens(batches).size());
    assertEquals(tokens(batches), tokens(batches));
  }

  @Test
  void behindTheLastBatchThereIsNone() {
    Iterator<HeldOutBatch> batches = batches(0, 1000).iterator();
    assertEquals(ALL, batches.next().countTokens());
    assertThrows(NoSuchElementException.class, batches::next);
  }

  private static HeldOutBatches batches(long maxTokens, int microBatchTokens) {
    ExampleReader examples =
        new ExampleReader(sequences, new SmallTexts.FirstToken(), SmallTexts.context(null), 0);
    return new HeldOutBatches(examples, maxTokens, microBatchTokens);
  }

  private static List<Long> tokens(HeldOutBatches batches) {
    return StreamSupport.stream(batches.spliterator(), false)
        .map(HeldOutBatch::countTokens)
        .toList();
  }
}
