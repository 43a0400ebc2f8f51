package io.noisette.run;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A complete checkpoint: its manifest is there and all files have their sizes.
 *
 * @param step optimizer steps made when it was written
 */
public record Checkpoint(long step, Path path) {

  /** Compares the SHA-256 of every file; one that differs is named as corrupt data. */
  public void verify() throws IOException {
    Manifest.read(path).verify(path, name -> true);
  }
}
