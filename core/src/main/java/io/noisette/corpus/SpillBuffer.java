package io.noisette.corpus;

import io.noisette.failure.RunFailedException;
import io.noisette.failure.UsageException;
import io.noisette.file.Uninterrupted;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
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
  private @Nullable RandomAccessFile file;

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
    if (file == null && memory.size() + length <= most) {
      memory.write(bytes, offset, length);
      return;
    }
    try {
      if (file == null) {
        file = openTemporary();
        file.write(memory.toByteArray());
        memory = new ByteArrayOutputStream();
      }
      file.write(bytes, offset, length);
    } catch (IOException e) {
      throw new RunFailedException(
          String.format(
              Locale.ROOT,
              "the directory for temporary files, %s: %s; set"
                  + " NOISETTE_JAVA_OPTS=-Djava.io.tmpdir=DIRECTORY to one with room for the tokens"
                  + " or the index of large data",
              directory,
              e.getMessage()),
          e);
    }
  }

  /** Returns all bytes written so far. */
  MappedFile toFile() throws IOException {
    RandomAccessFile written = file;
    return written == null
        ? MappedFile.of(IN_MEMORY, memory.toByteArray())
        : Uninterrupted.callElsewhere(() -> MappedFile.of(IN_MEMORY, written.getChannel()));
  }

  /** Deletes the temporary file, if there is one. */
  void release() throws IOException {
    if (file != null) {
      file.close();
    }
  }

  /** Opens a file and deletes its name, so that nothing is left however the process ends. */
  private RandomAccessFile openTemporary() throws IOException {
    try {
      Path path = Files.createTempFile(directory, "noisette", ".tmp");
      RandomAccessFile opened = new RandomAccessFile(path.toFile(), "rw");
      if (!path.toFile().delete()) {
        path.toFile().deleteOnExit(); // Windows keeps the names of open files
      }
      return opened;
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
