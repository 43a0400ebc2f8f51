package io.noisette.evaluation.squad;

import com.google.gson.stream.JsonReader;
import io.noisette.digest.Sha256;
import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import io.noisette.text.GzipMembers;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipException;

/** A file of one JSON value in UTF-8, plain or gzip, perhaps with a byte order mark. */
final class SquadJson implements AutoCloseable {

  private final JsonReader json;
  private final Sha256 digest;

  private SquadJson(Reader reader, Sha256 digest) {
    this.json = new JsonReader(reader);
    this.digest = digest;
  }

  /**
   * Opens a file, which is read once, so that it may be a pipe.
   *
   * @throws UsageException if there is no such file
   * @throws CorruptDataException if it begins like gzip and is damaged
   */
  static SquadJson open(Path file) throws IOException {
    if (!Files.exists(file) || Files.isDirectory(file)) {
      String fault = Files.isDirectory(file) ? " is a directory, not a file" : " is not there";
      throw new UsageException(file + fault);
    }
    Sha256 digest = new Sha256();
    InputStream raw = new BufferedInputStream(new Digested(Files.newInputStream(file), digest));
    try {
      InputStream in = startsWith(raw, 0x1F, 0x8B) ? gunzip(raw) : raw;
      if (startsWith(in, 0xEF, 0xBB)) {
        in.readNBytes(3); // byte order mark
      }
      // A decoder that refuses what is not UTF-8.
      Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder());
      return new SquadJson(reader, digest);
    } catch (EOFException | ZipException e) {
      raw.close();
      throw new CorruptDataException(
          file + ": damaged or truncated gzip file: " + e.getMessage(), e);
    } catch (IOException | RuntimeException e) {
      raw.close();
      throw e;
    }
  }

  JsonReader reader() {
    return json;
  }

  /** Returns the SHA-256 of the file's bytes, once the value has been read to its end. */
  String getDigest() {
    return digest.getHex();
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

  /** Adds what is read to a digest. */
  private static final class Digested extends FilterInputStream {

    private final Sha256 digest;

    Digested(InputStream in, Sha256 digest) {
      super(in);
      this.digest = digest;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = super.read(bytes, offset, length);
      if (count > 0) {
        digest.update(bytes, offset, count);
      }
      return count;
    }

    /** Unknown: the JDK's answer seeks, which pipes refuse. */
    @Override
    public int available() {
      return 0;
    }
  }
}
