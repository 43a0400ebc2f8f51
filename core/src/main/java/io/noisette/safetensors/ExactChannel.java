package io.noisette.safetensors;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** The place of one tensor in a file being written: takes just as many bytes as announced. */
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
          name + " has " + -missing + " bytes more than its shape says");
    }
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
  }

  void finish() {
    if (missing > 0) {
      throw new IllegalArgumentException(name + " has " + missing + " bytes too few");
    }
  }
}
