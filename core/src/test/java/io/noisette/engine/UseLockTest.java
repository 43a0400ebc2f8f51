package io.noisette.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class UseLockTest {

  private final UseLock lock = new UseLock("the model");
  private final AtomicInteger released = new AtomicInteger();

  @Test
  void closingWaitsForThoseThatUseIt() throws InterruptedException {
    CountDownLatch inUse = new CountDownLatch(1);
    CountDownLatch enough = new CountDownLatch(1);
    AtomicBoolean freedTooEarly = new AtomicBoolean();
    Thread user =
        new Thread(
            () ->
                lock.use(
                    () -> {
                      inUse.countDown();
                      awaitQuietly(enough);
                      freedTooEarly.set(released.get() > 0);
                      return lock.use(() -> true);
                    }));
    user.start();
    inUse.await();
    Thread closer = new Thread(() -> lock.close(released::incrementAndGet));
    closer.start();
    Thread.sleep(100);
    assertEquals(0, released.get());
    enough.countDown();
    user.join();
    closer.join();
    assertFalse(freedTooEarly.get());
    assertEquals(1, released.get());
  }

  @Test
  void itIsClosedOnceAndUsedNoMore() {
    lock.close(released::incrementAndGet);
    lock.close(released::incrementAndGet);
    assertEquals(1, released.get());
    var failure = assertThrows(IllegalStateException.class, () -> lock.use(() -> 1));
    assertEquals("the model has been closed and cannot be used any more", failure.getMessage());
  }

  @Test
  void aThreadDoesNotWaitForItself() {
    assertThrows(
        IllegalStateException.class,
        () ->
            lock.use(
                () -> {
                  lock.close(released::incrementAndGet);
                  return true;
                }));
    assertTrue(lock.use(() -> true));
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
