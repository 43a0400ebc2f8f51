package io.noisette.freelb;

import io.noisette.failure.UsageException;
import io.noisette.run.RunRecord;
import io.noisette.run.SeedDirectories;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Output directory with one run directory per seed. */
final class OutputDirectory {

  private OutputDirectory() {}

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
    if (RunRecord.isIn(output)) {
      requireOfThisVerb(output);
      throw new UsageException(
          "--output %s is the run of one seed; give its parent directory, which has runs as seed-N"
              .formatted(output));
    }
    SeedDirectories.requireOwn(output, resume.equals("never"), "run", SeedDirectories::isOfSeed);
  }

  private static void requireOfThisVerb(Path output) throws IOException {
    String verb = RunRecord.read(output).verb();
    if (!verb.equals(FineTuning.VERB)) {
      throw new UsageException(
          "%s is a run of %s, not of %s; give another --output"
              .formatted(output, verb, FineTuning.VERB));
    }
  }
}
