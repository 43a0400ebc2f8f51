package io.noisette.text;

import io.noisette.failure.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Checks of a command's input files before its work begins. */
public final class TextFiles {

  private TextFiles() {}

  /**
   * Returns the size of all files in bytes, or -1 if one is not a regular file, such as a pipe.
   *
   * @throws UsageException if the list is empty or a file is missing
   */
  public static long measure(List<Path> files) throws IOException {
    if (files.isEmpty()) {
      throw new UsageException("--text needs at least one file");
    }
    long total = 0;
    for (Path file : files) {
      if (!Files.exists(file)) {
        throw new UsageException("there is no file " + file);
      }
      total = total < 0 || !Files.isRegularFile(file) ? -1 : total + Files.size(file);
    }
    return total;
  }
}
