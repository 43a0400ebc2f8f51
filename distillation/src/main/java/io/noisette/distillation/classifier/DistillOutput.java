package io.noisette.distillation.classifier;

import io.noisette.failure.UsageException;
import io.noisette.run.AtomicDirectory;
import io.noisette.run.RunLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Output directory of a distillation: stored logits, and run directories of the students. */
public final class DistillOutput {

  private DistillOutput() {}

  /**
   * Returns the run directory of a student with a seed.
   *
   * @param arm name of the directory of one kind of students
   */
  public static Path ofRun(Path output, String arm, long seed) {
    return output.resolve(arm).resolve("seed-" + seed);
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
    if (Files.exists(output) && !Files.isDirectory(output)) {
      throw new UsageException(
          "--output " + output + " is a file, not a directory; choose another path");
    }
    List<String> names = Files.isDirectory(output) ? names(output) : List.of();
    if (!names.isEmpty() && resume.equals("never")) {
      throw new UsageException(
          "--output " + output + " is not empty, but --resume never requires an empty directory");
    }
    if (!names.isEmpty() && !names.contains(first)) {
      throw new UsageException(
          "--output "
              + output
              + " is not empty and contains no distillation; choose another directory");
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
