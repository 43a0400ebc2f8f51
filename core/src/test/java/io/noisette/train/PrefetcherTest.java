package io.noisette.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.noisette.failure.CorruptDataException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What comes out is what the source gives, in its order. */
final class PrefetcherTest {

  @Test
  void stepsComeInTheOrderOfTheSourceFromWhereTheRunStands() {
    try (Prefetcher<Long> batches = new Prefetcher<>(PrefetcherTest::read, new Cursor(3, 7))) {
      for (long position = 7; position < 30; position++) {
        assertEquals(read(new Cursor(3, position)), batches.next());
      }
    }
  }

  @Test
  void noMoreThanThreeStepsAreReadAhead() throws InterruptedException {
    AtomicInteger reads = new AtomicInteger();
    BatchSource<Long> source =
        cursor -> {
          reads.incrementAndGet();
          return read(cursor);
        };
    try (Prefetcher<Long> batches = new Prefetcher<>(source, Cursor.START)) {
      batches.next();
      for (int i = 0; i < 100 && reads.get() < 3; i++) {
        Thread.sleep(10);
      }
      Thread.sleep(50);
      assertEquals(3, reads.get());
    }
  }

  @Test
  void aPositionBehindTheDataIsADamagedCheckpoint() {
    BatchSource<Long> source =
        cursor -> {
          throw new IndexOutOfBoundsException("position must be in [0, 4), not 9");
        };
    try (Prefetcher<Long> batches = new Prefetcher<>(source, new Cursor(2, 9))) {
      String message = assertThrows(CorruptDataException.class, batches::next).getMessage();
      assertEquals(
          "the checkpoint to resume from stopped at position 9 of epoch 2, but the data ends before"
              + " it; resume from an earlier checkpoint",
          message);
    }
    try (Prefetcher<Long> batches = new Prefetcher<>(source, Cursor.START)) {
      assertThrows(IndexOutOfBoundsException.class, batches::next);
    }
  }

  @Test
  void aBadBatchIsAnErrorOfItsOwnStep() {
    BatchSource<Long> source =
        cursor -> {
          if (cursor.position() == 2) {
            throw new IllegalStateException("bad");
          }
          return read(cursor);
        };
    try (Prefetcher<Long> batches = new Prefetcher<>(source, Cursor.START)) {
      assertEquals(0, batches.next().first().position());
      assertEquals(1, batches.next().first().position());
      assertEquals("bad", assertThrows(IllegalStateException.class, batches::next).getMessage());
    }
  }

  @Test
  void anErrorIsItself() {
    BatchSource<Long> source =
        cursor -> {
          throw new OutOfMemoryError("of a test");
        };
    try (Prefetcher<Long> batches = new Prefetcher<>(source, Cursor.START)) {
      assertEquals("of a test", assertThrows(OutOfMemoryError.class, batches::next).getMessage());
    }
  }

  private static StepBatch<Long> read(Cursor cursor) {
    Cursor next = new Cursor(cursor.epoch(), cursor.position() + 1);
    return new StepBatch<>(List.of(cursor.position() * cursor.position()), 1, 1, cursor, next);
  }
}
