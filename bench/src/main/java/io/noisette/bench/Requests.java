package io.noisette.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Protocol between a benchmark process and the program that drives it: reads a line {@code WHAT
 * COUNT} from stdin per request, and writes a line {@code seconds cpu-seconds amount peak-MiB} to
 * stdout.
 */
public final class Requests {

  /**
   * Request for {@code count} units of the work named {@code what}.
   *
   * @param what operation to measure
   * @param count number of times to run it
   */
  public record Request(String what, int count) {}

  private final BufferedReader lines =
      new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
  private final OperatingSystemMXBean system =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private long nanos;
  private long cpuNanos;

  /**
   * Waits for the next request and starts the clock.
   *
   * @return null at the end of the input
   */
  public @Nullable Request next() throws IOException {
    String line = lines.readLine();
    if (line == null) {
      return null;
    }
    String[] words = line.split(" ", 2);
    cpuNanos = system.getProcessCpuTime();
    nanos = System.nanoTime();
    return new Request(words[0], Integer.parseInt(words[1]));
  }

  /**
   * Stops the clock and answers the current request with the amount of work done.
   *
   * @param amount number of tokens, examples or operations processed
   */
  public void answer(double amount) throws IOException {
    double seconds = (System.nanoTime() - nanos) / 1e9;
    double cpuSeconds = (system.getProcessCpuTime() - cpuNanos) / 1e9;
    System.out.printf(
        Locale.ROOT, "%.6f %.6f %.0f %d%n", seconds, cpuSeconds, amount, peakMebibytes());
  }

  private static long peakMebibytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10)
        .sum();
  }
}
