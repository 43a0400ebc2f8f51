package io.noisette.corpus;

import io.noisette.run.DurableFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * Token sequences in a memory-mapped temporary file, so that they need no Java memory but for 8
 * bytes each. The file is deleted as soon as it is mapped. Thread-safe.
 */
public final class SequenceStore {

  private final MappedFile file;
  private final long[] ends;

  private SequenceStore(MappedFile file, long[] ends) {
    this.file = file;
    this.ends = ends;
  }

  /** Creates an empty store that can be filled. */
  public static Builder builder() throws IOException {
    return new Builder(Files.createTempFile("noisette-", ".tokens"));
  }

  /** Returns the number of sequences. */
  public int getSize() {
    return ends.length;
  }

  /** Returns the number of tokens of a sequence. */
  public int getLength(int sequence) {
    return (int) (ends[sequence] - start(sequence));
  }

  /** Reads the token ids of a sequence. */
  public int[] read(int sequence) {
    int[] ids = new int[getLength(sequence)];
    long first = start(sequence);
    for (int i = 0; i < ids.length; i++) {
      ids[i] = file.getInt(Integer.BYTES * (first + i));
    }
    return ids;
  }

  private long start(int sequence) {
    return sequence == 0 ? 0 : ends[sequence - 1];
  }

  /** Writer of the sequences of a store. */
  public static final class Builder implements AutoCloseable {

    private static final int BUFFER_TOKENS = 1 << 14;

    private final Path path;
    private final FileChannel channel;
    private final ByteBuffer buffer =
        ByteBuffer.allocate(Integer.BYTES * BUFFER_TOKENS).order(ByteOrder.LITTLE_ENDIAN);
    private long[] ends = new long[1 << 10];
    private int size;
    private long tokens;

    private Builder(Path path) throws IOException {
      this.path = path;
      channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /** Appends a sequence. */
    public void add(int[] ids) throws IOException {
      for (int id : ids) {
        if (!buffer.hasRemaining()) {
          flush();
        }
        buffer.putInt(id);
      }
      tokens += ids.length;
      if (size == ends.length) {
        ends = Arrays.copyOf(ends, 2 * size);
      }
      ends[size++] = tokens;
    }

    /** Returns the store of all sequences added so far; nothing may be added afterwards. */
    public SequenceStore build() throws IOException {
      flush();
      return new SequenceStore(MappedFile.of(path, channel), Arrays.copyOf(ends, size));
    }

    /** Deletes the file; a store that was built remains readable. */
    @Override
    public void close() throws IOException {
      channel.close();
      Files.delete(path);
    }

    private void flush() throws IOException {
      buffer.flip();
      try {
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
      } catch (IOException e) {
        throw DurableFiles.name(path, e);
      }
      buffer.clear();
    }
  }
}
