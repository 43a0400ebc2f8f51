package io.noisette.reproduce.result;

import java.nio.file.Path;

/**
 * A run that has ended, with its place on disk.
 *
 * @param file file of the result
 */
public record StoredRun(Path file, FinishedRun result) {

  private static final String EXTENSION = ".json";

  /** Returns the file for the result of a run: beside the directory of the run. */
  public static Path fileOf(Path directory) {
    return directory.resolveSibling(directory.getFileName() + EXTENSION);
  }

  /** Returns the directory of the run, which later stages start from. */
  public Path directory() {
    String name = file.getFileName().toString();
    return file.resolveSibling(name.substring(0, name.length() - EXTENSION.length()));
  }
}
