package io.noisette.distillation;

import io.noisette.failure.UsageException;
import io.noisette.run.RunLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Output directory of a distillation: stored logits, and run directories of both students. */
final class DistillOutput {

  private DistillOutput() {}

  /** Returns the run directory of a student with a seed. */
  static Path ofRun(Path output, Arm arm, long seed) {
    return output.resolve(arm.getDirectoryName()).resolve("seed-" + seed);
  }

  /**
   * Checks that an output directory is absent, empty or that of a distillation.
   *
   * @param resume value of {@code --resume}
   * @throws UsageException if it is in other use, or does not fit {@code resume}
   */
  static void requireOwn(Path output, String resume) throws IOException {
    if (!resume.equals("auto") && !resume.equals("never")) {
      throw new UsageException(
          "--resume "
              + resume
              + " names one run, but distill trains two students per seed; give auto or never");
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
    if (!names.isEmpty() && !names.contains(Teachers.DIRECTORY_NAME)) {
      throw new UsageException(
          "--output "
              + output
              + " is not empty and contains no distillation; choose another directory");
    }
  }

  private static List<String> names(Path output) throws IOException {
    try (Stream<Path> entries = Files.list(output)) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .filter(name -> !name.equals(RunLock.FILE_NAME))
          .toList();
    }
  }
}
