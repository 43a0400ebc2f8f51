package io.noisette.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Memory of the machine, of the container, and of the JVM in them. */
final class MemoryCheck implements Check {

  /** The preset tiny with libtorch takes 414 MiB (bench/NOTES.md); the rest is room. */
  static final long LEAST = Bytes.GIB;

  private final Path root;
  private final long heap;

  /**
   * @param root where {@code proc} and {@code sys} are
   * @param heap bytes the JVM may take for objects
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
      return Finding.ok("this system does not tell of its memory in /proc/meminfo");
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
            "%s%s; %s free; the JVM's heap takes at most %s",
            Bytes.describe(physical),
            container,
            Bytes.describe(usable),
            Bytes.describe(heap));
    if (usable < LEAST) {
      return Finding.problem(
          text, "even the preset tiny needs 1 GiB: end other programs, or raise the limit");
    }
    if (heap > usable - LEAST / 2) {
      return Finding.note(
          text,
          String.format(
              Locale.ROOT,
              "the heap may leave too little to libtorch: NOISETTE_JAVA_OPTS=-Xmx%dm",
              usable / 4 / Bytes.MIB));
    }
    return Finding.ok(text);
  }
}
