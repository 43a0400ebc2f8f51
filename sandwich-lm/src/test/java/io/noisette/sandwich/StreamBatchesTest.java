package io.noisette.sandwich;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.corpus.Corpus;
import io.noisette.corpus.TokenStream;
import io.noisette.model.sandwich.LanguageBatch;
import io.noisette.train.Cursor;
import io.noisette.train.StepBatch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamBatchesTest {

  private static final int BLOCK = 16;

  @TempDir private Path directory;
  private TokenStream stream;

  @BeforeEach
  void open() throws IOException, InterruptedException {
    stream = new TokenStream(Corpus.open(new TinyLms(directory).corpus()), 2);
  }

  @Test
  void anEpochHasEveryTokenOfTheStreamOnceAsATarget() {
    List<List<Long>> blocks = readEpoch(blocks(1), 0);
    long targets = blocks.stream().mapToLong(block -> block.size() - 1).sum();
    assertEquals(stream.getLength() - 1, targets);
    List<List<Long>> expected = new ArrayList<>();
    for (long from = 0; from < stream.getLength() - 1; from += BLOCK) {
      int length = (int) Math.min(BLOCK + 1, stream.getLength() - from);
      List<Long> block = new ArrayList<>();
      for (int id : stream.read(from, length)) {
        block.add((long) id);
      }
      expected.add(block);
    }
    Comparator<List<Long>> any = Comparator.comparing(List::toString);
    assertEquals(expected.stream().sorted(any).toList(), blocks.stream().sorted(any).toList());
  }

  @Test
  void theOrderIsAFunctionOfSeedAndEpoch() {
    assertEquals(readEpoch(blocks(1), 0), readEpoch(blocks(1), 0));
    assertNotEquals(readEpoch(blocks(1), 0), readEpoch(blocks(1), 1));
    assertNotEquals(readEpoch(blocks(1), 0), readEpoch(blocks(2), 0));
  }

  @Test
  void stepsAndMicroBatchesKeepToTheirBudgets() {
    StepBatch<LanguageBatch> step = blocks(1).read(Cursor.START);
    assertTrue(step.targetTokens() > 100 - BLOCK && step.targetTokens() <= 100, step::toString);
    assertEquals(step.sequences(), step.next().position());
    assertEquals(
        step.targetTokens(),
        step.microBatches().stream().mapToLong(LanguageBatch::countTargets).sum());
    assertTrue(
        step.microBatches().stream().allMatch(batch -> batch.tokens().getSize() <= 40),
        step::toString);
  }

  private StreamBatches blocks(long seed) {
    return new StreamBatches(stream, BLOCK, seed, 100, 40);
  }

  /** The tokens of each block, and its last target. */
  private static List<List<Long>> readEpoch(StreamBatches blocks, long epoch) {
    List<List<Long>> read = new ArrayList<>();
    Cursor cursor = new Cursor(epoch, 0);
    while (cursor.epoch() == epoch) {
      StepBatch<LanguageBatch> step = blocks.read(cursor);
      step.microBatches().forEach(batch -> read.addAll(split(batch)));
      cursor = step.next();
    }
    return read.subList(0, Math.toIntExact(blocks.getSize())); // a step may go on into the next
  }

  private static List<List<Long>> split(LanguageBatch batch) {
    List<List<Long>> blocks = new ArrayList<>();
    int at = 0;
    for (long length : batch.tokens().getLengths()) {
      List<Long> block = new ArrayList<>(List.of(batch.tokens().getId(at)));
      for (long i = 0; i < length; i++, at++) {
        assertEquals(block.get((int) i), batch.tokens().getId(at));
        block.add(batch.targets().getId(at));
      }
      blocks.add(block);
    }
    return blocks;
  }
}
