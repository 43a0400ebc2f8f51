package io.noisette.safetensors;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files made byte by byte, right or wrong. */
final class RawSafetensors {

  private RawSafetensors() {}

  static Path write(Path directory, String header, int dataBytes) {
    return write(directory, header, new byte[dataBytes]);
  }

  static Path write(Path directory, String header, byte[] data) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    return write(directory, json.length, json, data);
  }

  static Path write(Path directory, long headerLength, byte[] json, byte[] data) {
    ByteBuffer bytes =
        ByteBuffer.allocate(8 + json.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(headerLength).put(json).put(data);
    try {
      return Files.write(directory.resolve("raw.safetensors"), bytes.array());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
