package io.noisette.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Memory limit of the control groups of this process, by which containers limit memory. */
final class MemoryLimit {

  private final Path root;

  MemoryLimit(Path root) {
    this.root = root;
  }

  /** Returns the limit in bytes; Long.MAX_VALUE if there is none. */
  long read() throws IOException {
    Path groups = root.resolve("proc/self/cgroup");
    long limit = Long.MAX_VALUE;
    if (Files.isReadable(groups)) {
      for (String line : Files.readAllLines(groups)) {
        limit = Math.min(limit, ofGroup(line.split(":", 3)));
      }
    }
    return limit;
  }

  /**
   * Returns the limit of a control group.
   *
   * @param group number, controllers and path; version 2 has the number 0 and names no controllers
   */
  private long ofGroup(String[] group) throws IOException {
    Path base = root.resolve("sys/fs/cgroup");
    if (group.length != 3) {
      return Long.MAX_VALUE;
    }
    if (group[1].isEmpty()) {
      return smallest(base, group[2], "memory.max");
    }
    return Arrays.asList(group[1].split(",", -1)).contains("memory")
        ? smallest(base.resolve("memory"), group[2], "memory.limit_in_bytes")
        : Long.MAX_VALUE;
  }

  /**
   * Returns the smallest limit of a group and all its ancestors; inside a container only the root
   * group is visible.
   */
  private static long smallest(Path base, String group, String name) throws IOException {
    long limit = Long.MAX_VALUE;
    Path directory = base.resolve(group.substring(1)).normalize();
    while (directory.startsWith(base)) {
      limit = Math.min(limit, number(directory.resolve(name)));
      directory = directory.resolve("..").normalize();
    }
    return Math.min(limit, number(base.resolve(name)));
  }

  private static long number(Path file) throws IOException {
    String text = Files.isReadable(file) ? Files.readString(file).strip() : "max";
    return text.matches("\\d{1,18}") ? Long.parseLong(text) : Long.MAX_VALUE;
  }
}
