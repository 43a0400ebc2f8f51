package io.noisette.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.command.StopSignal;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class TimeBudgetTest {

  private long now = 5_000_000_000L;

  @Test
  void allStagesShareTheTime() {
    TimeBudget time = new TimeBudget(0.5, () -> now);
    now += 12_000_000_000L;
    assertEquals(18, time.getSecondsLeft());
    now += 60_000_000_000L;
    assertEquals(0, time.getSecondsLeft());
  }

  @Test
  void aStageEndsWhenItsTimeIsOverAndItHasSomethingToShow() throws InterruptedException {
    AtomicBoolean hasResult = new AtomicBoolean();
    CountDownLatch asked = new CountDownLatch(2);
    StopSignal stop = new StopSignal();
    try (TimeBudget.Limit limit =
        new TimeBudget.Limit(
            0,
            stop,
            () -> {
              asked.countDown();
              return hasResult.get();
            })) {
      assertTrue(asked.await(60, TimeUnit.SECONDS));
      assertFalse(stop.isRequested());
      assertFalse(limit.isReached());
      hasResult.set(true);
      while (!stop.isRequested()) {
        Thread.sleep(10);
      }
      assertTrue(limit.isReached());
    }
  }

  @Test
  void aStageThatEndsInTimeIsNotStopped() {
    StopSignal stop = new StopSignal();
    try (TimeBudget.Limit limit = new TimeBudget.Limit(3600, stop, () -> true)) {
      assertFalse(limit.isReached());
    }
    assertFalse(stop.isRequested());
  }
}
