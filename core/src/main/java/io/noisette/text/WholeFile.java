package io.noisette.text;

import io.noisette.failure.CorruptDataException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Reads files that are small by nature, such as configs and records, at once; a file that cannot be
 * one of them, however large, does not fill the memory.
 */
public final class WholeFile {

  /** Several times the largest {@code tokenizer.json} that is published. */
  private static final int MAX_BYTES = 1 << 27;

  private WholeFile() {}

  /**
   * Returns the bytes of a file.
   *
   * @throws CorruptDataException if it is a directory, or has more than 128 MiB
   */
  public static byte[] readBytes(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      throw new CorruptDataException(path + " is a directory, but must be a file");
    }
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new CorruptDataException(
            String.format(
                Locale.ROOT,
                "%s has more than %,d bytes, too many for a configuration, a record or a tokenizer",
                path,
                MAX_BYTES));
      }
      return bytes;
    }
  }

  /**
   * Returns the text of a file.
   *
   * @throws InvalidUtf8Exception with the line, if it is not UTF-8
   * @throws CorruptDataException if it has more than 128 MiB
   */
  public static String readText(Path path) throws IOException {
    return decode(readBytes(path));
  }

  /**
   * Returns the text of a file of which the bytes have been read.
   *
   * @throws InvalidUtf8Exception with the line, if it is not UTF-8
   */
  public static String decode(byte[] file) throws InvalidUtf8Exception {
    ByteBuffer bytes = ByteBuffer.wrap(file);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw InvalidUtf8Exception.at(bytes.position(), file, e);
    }
  }
}
