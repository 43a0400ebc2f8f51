package io.noisette.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Check of the memory of the machine, the limit of its container, and the heap of the JVM. */
final class MemoryCheck implements Check {

  /**
   * Memory needed: the preset tiny with libtorch takes 414 MiB (bench/NOTES.md); the rest is a
   * reserve.
   */
  static final long LEAST = Bytes.GIB;

  private final Path root;
  private final long heap;

  /**
   * Creates the check.
   *
   * @param root root of the file system, which holds {@code proc} and {@code sys}
   * @param heap maximum heap size of the JVM, in bytes
   */
  MemoryCheck(Path root, long heap) {
    this.root = root;
    this.heap = heap;
  }

  @Override
  public String getName() {
    return "memory";
  }

  @Override
  public Finding examine() throws IOException {
    Path file = root.resolve("proc/meminfo");
    if (!Files.isReadable(file)) {
      return Finding.ok("this system does not report its memory in /proc/meminfo");
    }
    long physical = 0;
    long available = 0;
    for (String line : Files.readAllLines(file)) {
      String[] words = line.split("\\s+", -1);
      if (words[0].equals("MemTotal:")) {
        physical = Long.parseLong(words[1]) << 10;
      } else if (words[0].equals("MemAvailable:")) {
        available = Long.parseLong(words[1]) << 10;
      }
    }
    long limit = new MemoryLimit(root).read();
    return judge(physical, Math.min(available, limit), limit)
        .with("physical-bytes", physical)
        .with("available-bytes", available)
        .with("container-limit-bytes", limit < physical ? limit : null)
        .with("heap-max-bytes", heap);
  }

  private Finding judge(long physical, long usable, long limit) {
    String container =
        limit < physical ? ", of which the container may use " + Bytes.describe(limit) : "";
    String text =
        String.format(
            Locale.ROOT,
            "%s%s; %s free; maximum heap size of the JVM %s",
            Bytes.describe(physical),
            container,
            Bytes.describe(usable),
            Bytes.describe(heap));
    if (usable < LEAST) {
      return Finding.problem(
          text,
          "even the preset tiny needs 1 GiB: end other programs, or raise the limit"
              + " of the container");
    }
    if (heap > usable - LEAST / 2) {
      return Finding.note(
          text,
          String.format(
              Locale.ROOT,
              "the heap may leave too little memory to libtorch: set"
                  + " NOISETTE_JAVA_OPTS=-Xmx%dm",
              usable / 4 / Bytes.MIB));
    }
    return Finding.ok(text);
  }
}
