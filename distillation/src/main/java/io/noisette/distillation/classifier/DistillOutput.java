package io.noisette.distillation.classifier;

import io.noisette.failure.UsageException;
import io.noisette.run.SeedDirectories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/** Output directory of a distillation: stored logits, and run directories of the students. */
public final class DistillOutput {

  private DistillOutput() {}

  /**
   * Returns the run directory of a student with a seed.
   *
   * @param arm name of the directory of one kind of students
   */
  public static Path ofRun(Path output, String arm, long seed) {
    return SeedDirectories.ofSeed(output.resolve(arm), seed);
  }

  /**
   * Returns the random seeds with which earlier commands have trained students, ascending.
   *
   * @param arms names of the directories of some kinds of students
   * @param given seeds of this command, which are left out
   */
  public static List<Long> findOtherSeeds(Path output, List<String> arms, List<Long> given)
      throws IOException {
    NavigableSet<Long> seeds = new TreeSet<>();
    for (String arm : arms) {
      if (Files.isDirectory(output.resolve(arm))) {
        seeds.addAll(SeedDirectories.findSeeds(output.resolve(arm)));
      }
    }
    given.forEach(seeds::remove);
    return List.copyOf(seeds);
  }

  /**
   * Checks that an output directory is absent, empty or that of a distillation.
   *
   * @param verb subcommand
   * @param first name of the file or directory that the subcommand creates first
   * @param resume value of {@code --resume}
   * @throws UsageException if it is in other use, or does not fit {@code resume}
   */
  public static void requireOwn(Path output, String verb, String first, String resume)
      throws IOException {
    if (!resume.equals("auto") && !resume.equals("never")) {
      throw new UsageException(
          "--resume "
              + resume
              + " names one run, but "
              + verb
              + " trains several models; give auto or never");
    }
    SeedDirectories.requireOwn(output, resume.equals("never"), "distillation", first::equals);
  }
}
