package io.noisette.run;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A complete checkpoint: its manifest exists and all files have the recorded sizes.
 *
 * @param step number of optimizer steps made before it was written
 * @param path directory of the checkpoint
 */
public record Checkpoint(long step, Path path) {

  /**
   * Compares the SHA-256 of every file with the manifest.
   *
   * @throws io.noisette.failure.CorruptDataException naming the first file that differs
   */
  public void verify() throws IOException {
    Manifest.read(path).verify(path, name -> true);
  }
}
