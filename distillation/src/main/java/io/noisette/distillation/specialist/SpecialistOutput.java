package io.noisette.distillation.specialist;

import io.noisette.failure.UsageException;
import io.noisette.run.RunLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Output directory of specialists: stored logits of the generalist, and a run directory of each.
 */
final class SpecialistOutput {

  private static final String SCORES = "generalist-scores.safetensors";

  private SpecialistOutput() {}

  /** Returns the file with the stored logits of the generalist. */
  static Path scoresIn(Path output) {
    return output.resolve(SCORES);
  }

  /**
   * Checks that an output directory is absent, empty or that of specialists.
   *
   * @param resume value of {@code --resume}
   * @throws UsageException if it is in other use, or does not fit {@code resume}
   */
  static void requireOwn(Path output, String resume) throws IOException {
    if (!resume.equals("auto") && !resume.equals("never")) {
      throw new UsageException(
          "--resume "
              + resume
              + " names one run, but distill-specialists trains several; give auto or never");
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
    if (!names.isEmpty() && !names.contains(SCORES)) {
      throw new UsageException(
          "--output "
              + output
              + " is not empty and contains no specialists; choose another directory");
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
