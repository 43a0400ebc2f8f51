package io.noisette.text;

import io.noisette.failure.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The input files of a command, looked at before the work begins. */
public final class TextFiles {

  private TextFiles() {}

  /**
   * Size of all files in bytes, or -1 if one is no regular file, such as a pipe.
   *
   * @throws UsageException if there is no file, or one of them is missing
   */
  public static long measure(List<Path> files) throws IOException {
    if (files.isEmpty()) {
      throw new UsageException("text names no file");
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
