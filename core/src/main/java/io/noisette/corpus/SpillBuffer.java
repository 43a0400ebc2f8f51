package io.noisette.corpus;

import io.noisette.failure.UsageException;
import io.noisette.run.DurableFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that are kept in memory or, if they are many, in a temporary file that is deleted in the
 * end. So most data needs no directory for temporary files.
 */
final class SpillBuffer extends OutputStream {

  private static final Path IN_MEMORY = Path.of("memory");

  private final int most;
  private final Path directory;
  private ByteArrayOutputStream memory = new ByteArrayOutputStream();
  private @Nullable FileChannel channel;

  /**
   * Creates an empty buffer.
   *
   * @param most maximum number of bytes in memory
   */
  SpillBuffer(int most) {
    this(most, Path.of(System.getProperty("java.io.tmpdir")));
  }

  SpillBuffer(int most, Path directory) {
    this.most = most;
    this.directory = directory;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (channel == null && memory.size() + length <= most) {
      memory.write(bytes, offset, length);
      return;
    }
    FileChannel file = channel;
    if (file == null) {
      file = openTemporary();
      channel = file;
      write(file, ByteBuffer.wrap(memory.toByteArray()));
      memory = new ByteArrayOutputStream();
    }
    write(file, ByteBuffer.wrap(bytes, offset, length));
  }

  /** Returns all bytes written so far. */
  MappedFile toFile() throws IOException {
    return channel == null
        ? MappedFile.of(IN_MEMORY, memory.toByteArray())
        : MappedFile.of(IN_MEMORY, channel);
  }

  /** Deletes the temporary file, if there is one. */
  void release() throws IOException {
    if (channel != null) {
      channel.close();
    }
  }

  private void write(FileChannel file, ByteBuffer bytes) throws IOException {
    try {
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
    } catch (IOException e) {
      throw DurableFiles.name(directory, e);
    }
  }

  private FileChannel openTemporary() throws IOException {
    try {
      return FileChannel.open(
          Files.createTempFile(directory, "noisette", ".tmp"),
          StandardOpenOption.READ,
          StandardOpenOption.WRITE,
          StandardOpenOption.DELETE_ON_CLOSE);
    } catch (FileSystemException | SecurityException e) {
      throw new UsageException(
          "the directory for temporary files, "
              + directory
              + ", is not writable; set NOISETTE_JAVA_OPTS=-Djava.io.tmpdir=DIRECTORY to one that"
              + " is, with room for the tokens or the index of large data",
          e);
    }
  }
}
