package io.noisette.bart.objective;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.bart.model.ExampleBatch;
import io.noisette.corpus.SequenceIndex;
import io.noisette.model.PackedTokens;
import io.noisette.model.Seq2SeqBatch;
import io.noisette.train.Cursor;
import io.noisette.train.StepBatch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingBatchesTest {

  private static final int STEP = 50;
  private static final int MICRO = 24;

  @TempDir private static Path directory;
  private static SequenceIndex sequences;

  @BeforeAll
  static void write() throws IOException {
    sequences = SmallTexts.index(directory, 10, 4, 18, 30, 8, 70, 6, 12, 22, 10, 14);
  }

  @AfterAll
  static void close() throws IOException {
    sequences.close();
  }

  @Test
  void budgetsCountTheTextHoweverMuchOfItIsPredicted() {
    for (StepBatch<ExampleBatch> step : read(8)) {
      assertWithin(STEP, step.microBatches().stream().flatMapToLong(TrainingBatchesTest::lengths));
      step.microBatches().forEach(batch -> assertWithin(MICRO, lengths(batch)));
      assertEquals(step.sequences(), step.targetTokens()); // one target a sequence
    }
  }

  @Test
  void anEpochHasEverySequenceOnceAndTheNextBeginsInTheMiddleOfAStep() {
    List<Long> lengths = new ArrayList<>();
    List<Long> epochs = new ArrayList<>();
    for (StepBatch<ExampleBatch> step : read(12)) {
      for (ExampleBatch batch : step.microBatches()) {
        lengths(batch).forEach(lengths::add);
        long[] decoder = ids(packed(batch).decoderInput());
        IntStream.range(0, decoder.length / 2).forEach(i -> epochs.add(decoder[2 * i + 1]));
      }
    }
    int size = (int) sequences.getSize();
    assertTrue(lengths.size() > 2 * size, lengths::toString);
    List<Long> first = lengths.subList(0, size);
    List<Long> second = lengths.subList(size, 2 * size);
    assertEquals(first.stream().sorted().toList(), second.stream().sorted().toList());
    assertTrue(!first.equals(second), () -> "one order in both epochs: " + first);
    for (int i = 0; i < epochs.size(); i++) {
      assertEquals(i / size, epochs.get(i));
    }
  }

  @Test
  void aStepDependsOnItsCursorAlone() {
    List<StepBatch<ExampleBatch>> steps = read(8);
    for (int i = 1; i < steps.size(); i++) {
      assertEquals(steps.get(i - 1).next(), steps.get(i).first());
      StepBatch<ExampleBatch> again = batches(1).read(steps.get(i).first());
      assertEquals(steps.get(i).next(), again.next());
      assertArrayEquals(sources(steps.get(i)), sources(again));
    }
    assertTrue(!Arrays.equals(sources(steps.get(0)), sources(batches(2).read(Cursor.START))));
  }

  private static void assertWithin(int budget, LongStream lengths) {
    long[] all = lengths.toArray();
    assertTrue(all.length == 1 || Arrays.stream(all).sum() <= budget, () -> Arrays.toString(all));
  }

  private static TrainingBatches batches(long seed) {
    ExampleReader examples =
        new ExampleReader(sequences, new SmallTexts.FirstToken(), SmallTexts.context(null), seed);
    return new TrainingBatches(examples, STEP, MICRO);
  }

  private static List<StepBatch<ExampleBatch>> read(int steps) {
    List<StepBatch<ExampleBatch>> read = new ArrayList<>();
    Cursor at = Cursor.START;
    for (int i = 0; i < steps; i++) {
      read.add(batches(1).read(at));
      at = read.get(i).next();
    }
    return read;
  }

  private static LongStream lengths(ExampleBatch batch) {
    return Arrays.stream(packed(batch).source().getLengths());
  }

  private static long[] sources(StepBatch<ExampleBatch> step) {
    return step.microBatches().stream()
        .flatMapToLong(batch -> Arrays.stream(ids(packed(batch).source())))
        .toArray();
  }

  private static long[] ids(PackedTokens tokens) {
    return IntStream.range(0, tokens.getSize()).mapToLong(tokens::getId).toArray();
  }

  private static Seq2SeqBatch packed(ExampleBatch batch) {
    return ((ExampleBatch.OfSeq2Seq) batch).packed();
  }
}
