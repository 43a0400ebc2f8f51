package io.noisette.run;

import io.noisette.failure.UsageException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Output directories that hold a run directory for each random seed. */
public final class SeedDirectories {

  private static final String PREFIX = "seed-";

  private SeedDirectories() {}

  /** Returns the run directory of a seed. */
  public static Path ofSeed(Path parent, long seed) {
    return parent.resolve(PREFIX + seed);
  }

  /** Returns whether a name is that of the run directory of a seed. */
  public static boolean isOfSeed(String name) {
    return name.startsWith(PREFIX);
  }

  /** Returns the seeds that have a run directory. */
  public static List<Long> findSeeds(Path parent) throws IOException {
    return names(parent).stream()
        .filter(name -> name.matches(PREFIX + "-?\\d{1,19}"))
        .map(name -> new BigInteger(name.substring(PREFIX.length())))
        .filter(seed -> seed.bitLength() < Long.SIZE)
        .map(BigInteger::longValueExact)
        .toList();
  }

  /**
   * Checks that an output directory is absent, empty, or one of the kind that is to be written.
   *
   * @param never whether it must be empty, as {@code --resume never} says
   * @param content what directories of that kind contain, for the message
   * @param isOwn tells a name that only they contain
   * @throws UsageException if not
   */
  public static void requireOwn(Path output, boolean never, String content, Predicate<String> isOwn)
      throws IOException {
    if (Files.exists(output) && !Files.isDirectory(output)) {
      throw new UsageException(
          "--output " + output + " is a file, not a directory; choose another path");
    }
    List<String> names = Files.isDirectory(output) ? names(output) : List.of();
    if (!names.isEmpty() && never) {
      throw new UsageException(
          "--output " + output + " is not empty, but --resume never requires an empty directory");
    }
    if (!names.isEmpty() && names.stream().noneMatch(isOwn)) {
      throw new UsageException(
          "--output %s is not empty and contains no %s; choose another directory"
              .formatted(output, content));
    }
  }

  private static List<String> names(Path output) throws IOException {
    try (Stream<Path> entries = Files.list(output)) {
      return entries
          .filter(entry -> !AtomicDirectory.isLeftover(entry))
          .map(entry -> entry.getFileName().toString())
          .filter(name -> !name.equals(RunLock.FILE_NAME))
          .toList();
    }
  }
}
