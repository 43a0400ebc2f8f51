package io.noisette.bench.fuzz;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A good file and its reader.
 *
 * @param named what every refusal must name; empty where a sound file may lack something
 */
record FuzzedFile(Path path, String named, Reading reading) {

  /** Reads the file to the end. */
  @FunctionalInterface
  interface Reading {
    void read() throws IOException;
  }
}
