package io.noisette.reproduce.result;

import java.nio.file.Path;

/**
 * A finished run of {@code reproduce} with the path of its JSON file.
 *
 * @param file file of the result
 */
public record StoredRun(Path file, FinishedRun result) {

  private static final String EXTENSION = ".json";

  /**
   * Returns the path of the JSON file that holds the result of a run, next to the run directory.
   */
  public static Path fileOf(Path directory) {
    return directory.resolveSibling(directory.getFileName() + EXTENSION);
  }

  /** Returns the run directory, which contains the model for later stages. */
  public Path directory() {
    String name = file.getFileName().toString();
    return file.resolveSibling(name.substring(0, name.length() - EXTENSION.length()));
  }
}
