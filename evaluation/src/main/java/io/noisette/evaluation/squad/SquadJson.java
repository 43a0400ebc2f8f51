package io.noisette.evaluation.squad;

import com.google.gson.stream.JsonReader;
import io.noisette.failure.CorruptDataException;
import io.noisette.text.TextBytes;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.ZipException;

/** A file of one JSON value in UTF-8, plain or gzip, perhaps with a byte order mark. */
final class SquadJson implements AutoCloseable {

  private final JsonReader json;
  private final TextBytes bytes;

  private SquadJson(TextBytes bytes) {
    this.bytes = bytes;
    // A decoder that refuses what is not UTF-8.
    Reader reader = new InputStreamReader(bytes, StandardCharsets.UTF_8.newDecoder());
    this.json = new JsonReader(new JsonStrings(reader));
  }

  /**
   * Opens a file, which is read once, so that it may be a pipe.
   *
   * @throws io.noisette.failure.UsageException if there is no such file
   * @throws CorruptDataException if it begins like gzip and is damaged
   */
  static SquadJson open(Path file) throws IOException {
    try {
      return new SquadJson(TextBytes.open(file));
    } catch (EOFException | ZipException e) {
      throw new CorruptDataException(
          file + ": damaged or truncated gzip file: " + e.getMessage(), e);
    }
  }

  JsonReader reader() {
    return json;
  }

  /** Returns the SHA-256 of the file's bytes, once the value has been read to its end. */
  String getDigest() {
    return bytes.getDigest();
  }

  @Override
  public void close() throws IOException {
    json.close();
  }
}
