package io.noisette.safetensors;

import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * An open safetensors file. {@link #open} checks the whole header against the file's size before
 * any data is read, so every tensor lies inside the file. Thread-safe.
 *
 * <p>Tensors are read through a small buffer. Mapped memory would count as the process's own until
 * the garbage collector finds it: a model would take twice its size while it is loaded.
 *
 * <p>Faults of the content throw a {@link CorruptDataException} that names file and tensor.
 */
public final class SafetensorsFile implements AutoCloseable {

  /** Maximum size of a header, as the format defines it. */
  private static final long MAX_HEADER_BYTES = 100_000_000;

  /** Size of the buffer, a multiple of all element sizes. */
  private static final int BUFFER_BYTES = 1 << 18;

  private final Path path;
  private final RandomAccessFile file; // which an interrupt of the thread does not close
  private final long dataStart;
  private final SafetensorsHeader header;
  private final byte[] buffer;
  private boolean isClosed;

  private SafetensorsFile(Path path, RandomAccessFile file) throws IOException {
    this.path = path;
    this.file = file;
    byte[] json = readHeader(path, file);
    dataStart = Long.BYTES + (long) json.length;
    header = SafetensorsHeader.parse(path, json, file.length() - dataStart);
    buffer = new byte[(int) Math.min(BUFFER_BYTES, file.length() - dataStart)];
  }

  /**
   * Opens a file and checks its header.
   *
   * @throws UsageException if there is no such file
   * @throws CorruptDataException if the header is damaged or does not fit the file
   */
  public static SafetensorsFile open(Path path) throws IOException {
    if (!Files.isRegularFile(path)) {
      throw new UsageException(path + ": there is no such file");
    }
    if (!Files.isReadable(path)) {
      throw new AccessDeniedException(path.toString());
    }
    RandomAccessFile file = new RandomAccessFile(path.toFile(), "r");
    try {
      return new SafetensorsFile(path, file);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** Returns the path of the file. */
  public Path getPath() {
    return path;
  }

  /** Returns the names of all tensors, in the order of their data. */
  public Set<String> getNames() {
    return header.tensors().keySet();
  }

  /** Returns the entries of {@code __metadata__}; empty if the file has none. */
  public Map<String, String> getMetadata() {
    return header.metadata();
  }

  /**
   * Returns a tensor by name, or throws a {@link CorruptDataException} if there is none.
   *
   * @throws CorruptDataException if the file has no such tensor
   */
  public SafetensorsTensor getTensor(String name) {
    SafetensorsHeader.Entry entry = header.tensors().get(name);
    if (entry == null) {
      throw new CorruptDataException(path + ": there is no tensor " + JsonText.quote(name));
    }
    return new SafetensorsTensor(this, name, entry);
  }

  /** Closes the file, after which its tensors can no longer be read. */
  @Override
  public synchronized void close() {
    isClosed = true;
    try {
      file.close();
    } catch (IOException e) {
      throw unchecked(e);
    }
  }

  /** Consumer of the bytes of a tensor, part by part, each a whole number of elements. */
  interface Sink {
    void accept(ByteBuffer part);
  }

  synchronized void read(String name, SafetensorsHeader.Entry entry, Sink sink) {
    if (isClosed) {
      throw new IllegalStateException(
          path + " is closed, so the tensor " + JsonText.quote(name) + " cannot be read");
    }
    try {
      file.seek(dataStart + entry.begin());
      for (long missing = entry.end() - entry.begin(); missing > 0; missing -= buffer.length) {
        int length = (int) Math.min(buffer.length, missing);
        file.readFully(buffer, 0, length);
        sink.accept(ByteBuffer.wrap(buffer, 0, length).slice().order(ByteOrder.LITTLE_ENDIAN));
      }
    } catch (EOFException e) {
      throw SafetensorsHeader.corrupt(
          path, name, "ends too early: the file has become shorter since it was opened");
    } catch (IOException e) {
      throw unchecked(e);
    }
  }

  private UncheckedIOException unchecked(IOException failure) {
    IOException named = new FileSystemException(path.toString(), null, failure.getMessage());
    named.initCause(failure);
    return new UncheckedIOException(named);
  }

  private static byte[] readHeader(Path path, RandomAccessFile file) throws IOException {
    long size = file.length();
    if (size < Long.BYTES) {
      throw new CorruptDataException(
          path + ": " + size + " bytes are too few for a safetensors file");
    }
    long length = Long.reverseBytes(file.readLong());
    if (length < 0 || length > MAX_HEADER_BYTES || length > size - Long.BYTES) {
      throw new CorruptDataException(
          String.format(
              Locale.ROOT,
              "%s is not a valid safetensors file: a header of %s bytes does not fit into a file of"
                  + " %d bytes (limit: %d)",
              path,
              Long.toUnsignedString(length),
              size,
              MAX_HEADER_BYTES));
    }
    byte[] json = new byte[(int) length];
    file.readFully(json);
    return json;
  }
}
