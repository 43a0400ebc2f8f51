package io.noisette.train;

import io.noisette.failure.CorruptDataException;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Prefetcher that prepares the batches of the next steps on a background thread.
 *
 * <p>The batches are those that the source returns when called directly; only the time at which
 * they are prepared differs.
 */
final class Prefetcher<B> implements AutoCloseable {

  private static final int AHEAD = 2;

  private final BatchSource<B> source;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread daemon = new Thread(work, "batches");
            daemon.setDaemon(true);
            return daemon;
          });
  private final Queue<CompletableFuture<StepBatch<B>>> ready = new ArrayDeque<>();
  private CompletableFuture<StepBatch<B>> newest;

  Prefetcher(BatchSource<B> source, Cursor start) {
    this.source = source;
    newest = CompletableFuture.supplyAsync(() -> readFirst(start), thread);
    ready.add(newest);
  }

  /**
   * A checkpoint may be damaged, although its digests are right.
   *
   * @throws CorruptDataException if the data ends before the position
   */
  private StepBatch<B> readFirst(Cursor start) {
    try {
      return source.read(start);
    } catch (IndexOutOfBoundsException | NegativeArraySizeException e) {
      if (start.position() == 0) {
        throw e;
      }
      throw new CorruptDataException(
          String.format(
              Locale.ROOT,
              "the checkpoint to resume from stopped at position %,d of epoch %,d, but the data"
                  + " ends before it; resume from an earlier checkpoint",
              start.position(),
              start.epoch()),
          e);
    }
  }

  /** Returns the batch of the next step; blocks only until that batch is ready. */
  StepBatch<B> next() {
    while (ready.size() <= AHEAD) {
      newest = newest.thenApplyAsync(batch -> source.read(batch.next()), thread);
      ready.add(newest);
    }
    try {
      return ready.remove().join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      if (e.getCause() instanceof Error failure) {
        throw failure;
      }
      throw e;
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
