package io.noisette.safetensors;

import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import io.noisette.file.Uninterrupted;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A memory-mapped safetensors file. {@link #open} checks the whole header against the file's size
 * before any data is read, so every tensor lies inside the file.
 *
 * <p>Faults of the content throw a {@link CorruptDataException} that names file and tensor.
 */
public final class SafetensorsFile implements AutoCloseable {

  /** Maximum size of a header, as the format defines it. */
  private static final long MAX_HEADER_BYTES = 100_000_000;

  /** Distance between memory mappings, because a ByteBuffer ends at 2 GiB. */
  private static final long PIECE_BYTES = 1L << 30;

  private final Path path;
  private final long dataStart;
  private final SafetensorsHeader header;

  /** The whole file; each piece overlaps the next one by the largest size of an element. */
  private final List<ByteBuffer> pieces = new ArrayList<>();

  private SafetensorsFile(Path path, FileChannel channel) throws IOException {
    this.path = path;
    byte[] json = readHeader(path, channel);
    this.dataStart = Long.BYTES + (long) json.length;
    long size = channel.size();
    this.header = SafetensorsHeader.parse(path, json, size - dataStart);
    for (long start = 0; start < size; start += PIECE_BYTES) {
      pieces.add(map(channel, start, Math.min(PIECE_BYTES + Long.BYTES, size - start)));
    }
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
    return Uninterrupted.call(
        () -> {
          try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            return new SafetensorsFile(path, channel);
          }
        });
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

  /** Returns true if the file has a tensor with this name. */
  public boolean contains(String name) {
    return header.tensors().containsKey(name);
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
  public void close() {
    pieces.clear();
  }

  /** Consumer of the bytes of a tensor, window by window, each a whole number of elements. */
  interface Sink {
    void accept(ByteBuffer window);
  }

  void read(String name, SafetensorsHeader.Entry entry, Sink sink) {
    if (pieces.isEmpty()) {
      throw new IllegalStateException(
          path + " is closed, so the tensor " + JsonText.quote(name) + " cannot be read");
    }
    long position = dataStart + entry.begin();
    long end = dataStart + entry.end();
    while (position < end) {
      ByteBuffer piece = pieces.get((int) (position / PIECE_BYTES));
      int offset = (int) (position % PIECE_BYTES);
      long length = Math.min(piece.limit() - offset, end - position);
      length -= length % entry.dtype().getSize();
      sink.accept(piece.slice(offset, (int) length).order(ByteOrder.LITTLE_ENDIAN));
      position += length;
    }
  }

  private static byte[] readHeader(Path path, FileChannel channel) throws IOException {
    long size = channel.size();
    if (size < Long.BYTES) {
      throw new CorruptDataException(
          path + ": " + size + " bytes are too few for a safetensors file");
    }
    long length = map(channel, 0, Long.BYTES).getLong();
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
    if (length > 0) {
      map(channel, Long.BYTES, length).get(json);
    }
    return json;
  }

  private static ByteBuffer map(FileChannel channel, long position, long length)
      throws IOException {
    return channel
        .map(FileChannel.MapMode.READ_ONLY, position, length)
        .order(ByteOrder.LITTLE_ENDIAN);
  }
}
