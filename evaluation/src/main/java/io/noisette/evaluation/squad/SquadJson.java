package io.noisette.evaluation.squad;

import com.google.gson.stream.JsonReader;
import io.noisette.digest.Sha256;
import io.noisette.failure.UsageException;
import io.noisette.text.GzipMembers;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of one JSON value in UTF-8, plain or gzip, perhaps with a byte order mark. */
final class SquadJson implements AutoCloseable {

  private final Path file;
  private final JsonReader json;

  private SquadJson(Path file, Reader reader) {
    this.file = file;
    this.json = new JsonReader(reader);
  }

  static SquadJson open(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      String fault = Files.isDirectory(file) ? " is a directory, not a file" : " is not there";
      throw new UsageException(file + fault);
    }
    InputStream raw = new BufferedInputStream(Files.newInputStream(file));
    try {
      InputStream in = startsWith(raw, 0x1F, 0x8B) ? gunzip(raw) : raw;
      if (startsWith(in, 0xEF, 0xBB)) {
        in.readNBytes(3); // byte order mark
      }
      // A decoder that refuses what is not UTF-8.
      return new SquadJson(file, new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
    } catch (IOException | RuntimeException e) {
      raw.close();
      throw e;
    }
  }

  JsonReader reader() {
    return json;
  }

  String getDigest() throws IOException {
    return Sha256.of(file);
  }

  @Override
  public void close() throws IOException {
    json.close();
  }

  private static InputStream gunzip(InputStream raw) throws IOException {
    return new BufferedInputStream(new GzipMembers(raw));
  }

  private static boolean startsWith(InputStream in, int first, int second) throws IOException {
    in.mark(2);
    boolean same = in.read() == first && in.read() == second;
    in.reset();
    return same;
  }
}
