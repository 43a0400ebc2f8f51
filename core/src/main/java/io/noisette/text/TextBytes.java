package io.noisette.text;

import io.noisette.digest.Sha256;
import io.noisette.failure.UsageException;
import java.io.FileInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Bytes of a text file, unpacked if it is gzip (detected by its first two bytes, RFC 1952). The
 * bytes of the file itself are counted and digested.
 *
 * <p>Damaged gzip throws a {@link java.util.zip.ZipException} or {@link java.io.EOFException}.
 */
public final class TextBytes extends FilterInputStream {

  private final StoredBytes stored;

  private TextBytes(StoredBytes stored, InputStream unpacked) {
    super(unpacked);
    this.stored = stored;
  }

  /**
   * Opens a file, or a pipe.
   *
   * @throws UsageException if there is no such file, it is a directory, or it has one of the {@link
   *     BinaryFormat}s
   */
  public static TextBytes open(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new UsageException(file + " is a directory, not a text file");
    }
    try {
      return of(file, newInputStream(file));
    } catch (NoSuchFileException e) {
      throw new UsageException("there is no file " + file, e);
    }
  }

  /** The JDK's streams of channels seek to tell what is available, which pipes refuse. */
  private static InputStream newInputStream(Path file) throws IOException {
    boolean isStream = Files.exists(file) && !Files.isRegularFile(file);
    return isStream ? new FileInputStream(file.toFile()) : Files.newInputStream(file);
  }

  /**
   * Reads a stream, such as standard input, and closes it if it cannot be read.
   *
   * @param name stands for the stream in messages
   * @throws UsageException if it has one of the {@link BinaryFormat}s
   */
  public static TextBytes of(Path name, InputStream in) throws IOException {
    StoredBytes stored = new StoredBytes(in);
    try {
      return new TextBytes(stored, unpack(name, stored));
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  private static InputStream unpack(Path name, InputStream stored) throws IOException {
    PushbackInputStream in = new PushbackInputStream(stored, BinaryFormat.LONGEST_SIGNATURE);
    BinaryFormat format = BinaryFormat.detect(in);
    if (format == BinaryFormat.GZIP) {
      return new GzipMembers(in);
    }
    if (format != null) {
      throw new UsageException(name + format.getRefusal());
    }
    return in;
  }

  /** Returns the number of bytes of the file read so far; of a gzip file, compressed bytes. */
  public long getStoredCount() {
    return stored.count;
  }

  /**
   * Returns the SHA-256 of the file's bytes (compressed ones for gzip), once it has been read to
   * its end.
   */
  public String getDigest() {
    return stored.digest.getHex();
  }

  private static final class StoredBytes extends FilterInputStream {

    private static final int MOST_SKIPPED = 1 << 16; // bytes at a time

    private final Sha256 digest = new Sha256();
    private long count;

    StoredBytes(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = super.read(bytes, offset, length);
      if (read > 0) {
        count += read;
        digest.update(bytes, offset, read);
      }
      return read;
    }

    @Override
    public long skip(long count) throws IOException {
      return readNBytes((int) Math.min(count, MOST_SKIPPED)).length; // counted and digested too
    }
  }
}
