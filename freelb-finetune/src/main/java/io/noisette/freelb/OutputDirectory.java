package io.noisette.freelb;

import io.noisette.failure.UsageException;
import io.noisette.run.AtomicDirectory;
import io.noisette.run.RunLock;
import io.noisette.run.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Output directory with one run directory per seed. */
final class OutputDirectory {

  private static final String RUN_PREFIX = "seed-";

  private OutputDirectory() {}

  /** Returns the run directory of a seed. */
  static Path ofSeed(Path output, long seed) {
    return output.resolve(RUN_PREFIX + seed);
  }

  /**
   * Checks that an output directory is absent, empty or contains runs of seeds.
   *
   * @param resume value of {@code --resume}
   * @throws UsageException if it is in other use, or does not fit {@code resume}
   */
  static void requireOwn(Path output, String resume, List<Long> seeds) throws IOException {
    boolean isPath = !resume.equals("auto") && !resume.equals("never");
    if (isPath && seeds.size() > 1) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "--resume %s is a checkpoint of one seed, but --seeds has %d; give one seed, or"
                  + " --resume auto",
              resume,
              seeds.size()));
    }
    if (Files.exists(output) && !Files.isDirectory(output)) {
      throw new UsageException(
          "--output " + output + " is a file, not a directory; choose another path");
    }
    if (!Files.isDirectory(output)) {
      return;
    }
    if (RunRecord.isIn(output)) {
      requireOfThisVerb(output);
      throw new UsageException(
          "--output %s is the run of one seed; give its parent directory, which has runs as %sN"
              .formatted(output, RUN_PREFIX));
    }
    List<String> names = names(output);
    boolean holdsRuns = names.stream().anyMatch(name -> name.startsWith(RUN_PREFIX));
    if (!names.isEmpty() && resume.equals("never")) {
      throw new UsageException(
          "--output " + output + " is not empty, but --resume never requires an empty directory");
    }
    if (!names.isEmpty() && !holdsRuns) {
      throw new UsageException(
          "--output " + output + " is not empty and contains no run; choose another directory");
    }
  }

  private static void requireOfThisVerb(Path output) throws IOException {
    String verb = RunRecord.read(output).verb();
    if (!verb.equals(FineTuning.VERB)) {
      throw new UsageException(
          "%s is a run of %s, not of %s; give another --output"
              .formatted(output, verb, FineTuning.VERB));
    }
  }

  /** Returns the seeds that have a run directory. */
  static List<Long> findSeeds(Path output) throws IOException {
    return names(output).stream()
        .filter(name -> name.matches(RUN_PREFIX + "-?\\d{1,18}"))
        .map(name -> Long.valueOf(name.substring(RUN_PREFIX.length())))
        .toList();
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
