package io.noisette.corpus;

import io.noisette.failure.CorruptDataException;
import io.noisette.file.Uninterrupted;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A read-only, memory-mapped file of little-endian numbers, of any length. Thread-safe.
 *
 * <p>Reading past the end throws a {@link CorruptDataException} that names the file.
 */
final class MappedFile {

  private static final int PIECE_BITS = 30;
  private static final long PIECE_BYTES = 1L << PIECE_BITS;

  private final Path path;
  private final long size;
  private final List<ByteBuffer> pieces =
      new ArrayList<>(); // each overlaps the next one by 8 bytes

  private MappedFile(Path path, FileChannel channel) throws IOException {
    this.path = path;
    size = channel.size();
    for (long start = 0; start < size; start += PIECE_BYTES) {
      long length = Math.min(PIECE_BYTES + Long.BYTES, size - start);
      pieces.add(
          channel.map(FileChannel.MapMode.READ_ONLY, start, length).order(ByteOrder.LITTLE_ENDIAN));
    }
  }

  private MappedFile(Path path, byte[] content) {
    this.path = path;
    size = content.length;
    pieces.add(ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN));
  }

  /** Returns the equivalent of a file with a content of less than 1 GiB. */
  static MappedFile of(Path path, byte[] content) {
    return new MappedFile(path, content);
  }

  static MappedFile open(Path path) throws IOException {
    try {
      return Uninterrupted.call(
          () -> {
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
              return new MappedFile(path, channel);
            }
          });
    } catch (NoSuchFileException e) {
      throw new CorruptDataException(path + " is missing; copy or prepare the corpus again", e);
    }
  }

  /** Maps the bytes written to a channel so far; the channel may be closed afterwards. */
  static MappedFile of(Path path, FileChannel channel) throws IOException {
    return new MappedFile(path, channel);
  }

  Path getPath() {
    return path;
  }

  long getSize() {
    return size;
  }

  byte getByte(long position) {
    return piece(position, Byte.BYTES).get(offset(position));
  }

  int getUnsignedShort(long position) {
    return Short.toUnsignedInt(piece(position, Short.BYTES).getShort(offset(position)));
  }

  int getInt(long position) {
    return piece(position, Integer.BYTES).getInt(offset(position));
  }

  long getLong(long position) {
    return piece(position, Long.BYTES).getLong(offset(position));
  }

  private ByteBuffer piece(long position, int length) {
    if (position < 0 || position > size - length) {
      throw new CorruptDataException(
          String.format(
              Locale.ROOT,
              "%s: cannot read %d bytes at byte %,d, because the file has only %,d bytes; copy or"
                  + " prepare the corpus again",
              path,
              length,
              position,
              size));
    }
    return pieces.get((int) (position >>> PIECE_BITS));
  }

  private static int offset(long position) {
    return (int) (position & (PIECE_BYTES - 1));
  }
}
