package io.noisette.safetensors;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Part of a file for the data of one tensor, which must be written with exactly the announced
 * number of bytes.
 */
final class ExactChannel {

  private final String name;
  private final FileChannel file;
  private long missing;

  ExactChannel(String name, long bytes, FileChannel file) {
    this.name = name;
    this.file = file;
    this.missing = bytes;
  }

  void write(ByteBuffer bytes) throws IOException {
    missing -= bytes.remaining();
    if (missing < 0) {
      throw new IllegalArgumentException(
          "the caller wrote "
              + -missing
              + " bytes more to the tensor "
              + name
              + " than its shape requires");
    }
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
  }

  void finish() {
    if (missing > 0) {
      throw new IllegalArgumentException(
          "the caller wrote "
              + missing
              + " bytes fewer to the tensor "
              + name
              + " than its shape requires");
    }
  }
}
