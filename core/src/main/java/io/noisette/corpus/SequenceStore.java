package io.noisette.corpus;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Token sequences: up to four million tokens in memory, more in a memory-mapped temporary file, so
 * that they need no Java memory but for 8 bytes each. The file is deleted as soon as it is mapped.
 * Thread-safe.
 */
public final class SequenceStore {

  /** Number of bytes that are kept in memory. */
  private static final int IN_MEMORY = 1 << 24;

  private final MappedFile file;
  private final long[] ends;

  private SequenceStore(MappedFile file, long[] ends) {
    this.file = file;
    this.ends = ends;
  }

  /** Creates an empty store that can be filled. */
  public static Builder builder() {
    return builder(IN_MEMORY);
  }

  static Builder builder(int inMemory) {
    return new Builder(new SpillBuffer(inMemory));
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

    private final SpillBuffer written;
    private final ByteBuffer buffer =
        ByteBuffer.allocate(Integer.BYTES * BUFFER_TOKENS).order(ByteOrder.LITTLE_ENDIAN);
    private long[] ends = new long[1 << 10];
    private int size;
    private long tokens;

    private Builder(SpillBuffer written) {
      this.written = written;
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
      return new SequenceStore(written.toFile(), Arrays.copyOf(ends, size));
    }

    /** Deletes the file; a store that was built remains readable. */
    @Override
    public void close() throws IOException {
      written.release();
    }

    private void flush() throws IOException {
      written.write(buffer.array(), 0, buffer.position());
      buffer.clear();
    }
  }
}
