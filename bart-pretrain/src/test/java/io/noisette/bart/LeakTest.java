package io.noisette.bart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.noisette.testing.StepConsole;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run of 200 steps, with validations and checkpoints, weighed every 50 steps. */
class LeakTest {

  private static final int STEPS = 200;
  private static final int EVERY = 50;
  private static final String ARRAYS = "ai.djl.pytorch.engine.PtNDArray";
  private static final Path STATUS = Path.of("/proc/self/status");

  /**
   * More than what compiled code and allocators add after the warm-up (17 MiB seen), less than 150
   * steps would leave if each micro-batch forgot one (500, 64) matrix.
   */
  private static final long MOST_GROWTH = 32L << 20;

  @TempDir private static Path directory;
  private static final Map<Long, Long> LIVE_ARRAYS = new TreeMap<>();
  private static final Map<Long, Long> RESIDENT_BYTES = new TreeMap<>();

  @BeforeAll
  static void train() throws IOException, InterruptedException {
    Map<String, ?> large =
        Map.of(
            "d-model", 64,
            "ffn-dim", 256,
            "tokens-per-step", 1000,
            "micro-batch-tokens", 500,
            "steps", STEPS,
            "validate-every", 40,
            "checkpoint-every", 40,
            "keep-last", 1,
            "threads", 1);
    BartPretrainConfig config = new TinyRuns(directory).config(directory.resolve("run"), large);
    TinyRuns.train(config, new StepConsole(LeakTest::weigh));
    assertEquals(STEPS / EVERY, LIVE_ARRAYS.size());
  }

  @Test
  void noArrayOutlivesItsStep() {
    long warm = LIVE_ARRAYS.getOrDefault((long) EVERY, 0L);
    assertTrue(warm > 0, LIVE_ARRAYS::toString);
    LIVE_ARRAYS.forEach((step, count) -> assertEquals(warm, count, LIVE_ARRAYS::toString));
  }

  @Test
  void theProcessDoesNotGrow() {
    assumeTrue(Files.isReadable(STATUS), "no /proc/self/status here");
    long warm = RESIDENT_BYTES.getOrDefault((long) EVERY, 0L);
    assertTrue(warm > 0, RESIDENT_BYTES::toString);
    RESIDENT_BYTES.forEach(
        (step, bytes) -> assertTrue(bytes < warm + MOST_GROWTH, RESIDENT_BYTES::toString));
  }

  private static void weigh(long step) {
    if (step == 0 || step % EVERY != 0) {
      return;
    }
    try {
      // Counting collects garbage first, so what the heap needs for a while is not in the second.
      LIVE_ARRAYS.put(step, countLiveArrays());
      RESIDENT_BYTES.put(step, Files.isReadable(STATUS) ? residentBytes() : 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (JMException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Arrays that any manager still has, or any object: managers hold on to arrays until closed. */
  private static long countLiveArrays() throws JMException {
    Object histogram =
        ManagementFactory.getPlatformMBeanServer()
            .invoke(
                new ObjectName("com.sun.management:type=DiagnosticCommand"),
                "gcClassHistogram",
                new Object[] {new String[0]},
                new String[] {String[].class.getName()});
    return String.valueOf(histogram)
        .lines()
        .map(line -> line.strip().split("\\s+", -1)) // rank, instances, bytes, class, module
        .filter(columns -> Arrays.asList(columns).contains(ARRAYS))
        .mapToLong(columns -> Long.parseLong(columns[1]))
        .sum();
  }

  private static long residentBytes() throws IOException {
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
        .sum();
  }
}
