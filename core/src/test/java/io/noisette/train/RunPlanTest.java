package io.noisette.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.testing.RecordingConsole;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One source for what a dry run shows and what a run says. */
final class RunPlanTest {

  private static final int MILLION = 1_000_000;

  @Test
  void eachLaneHasGradients() {
    MemoryEstimate one = new MemoryEstimate(MILLION, 2, 1, 0, 64);
    MemoryEstimate eight = new MemoryEstimate(MILLION, 2, 8, 0, 64);
    assertEquals(4 * 4 * MILLION, one.parameterBytes());
    assertEquals((4 + 7) * 4 * MILLION, eight.parameterBytes());
    assertTrue(eight.describe().contains("gradients of 8 lanes"), eight::describe);
  }

  @Test
  void bothSayTheSame() {
    RunPlan plan =
        new RunPlan(
            "a model",
            Map.of("w", "(1000, 1000)"),
            new MemoryEstimate(MILLION, 1, 1, 2 * MILLION, 4096),
            MILLION,
            List.of("1,000 steps"),
            List.of("too short"));
    RecordingConsole console = new RecordingConsole();
    assertEquals(6.0 * MILLION, plan.countOperations());
    plan.introduce(console);
    assertEquals(
        "a model: 1,000,000 parameters, about 19 MiB of memory", console.messages().get(0));
    assertEquals("1,000 steps", console.messages().get(1));
    plan.print("steps: 1000\n", console);
    List<String> lines = console.text().lines().toList();
    assertEquals("steps: 1000", lines.get(0));
    assertEquals("a model", lines.get(4));
    assertEquals("1,000 steps", lines.get(5));
    assertEquals("parameters: 1,000,000", lines.get(7));
  }
}
