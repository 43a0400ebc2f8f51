package io.noisette.run;

import io.noisette.failure.InUseException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Lock that keeps other processes out of a run directory. The operating system releases the lock
 * when the process ends, however it ends; the file {@code run.lock} remains and means nothing by
 * itself.
 */
public final class RunLock implements AutoCloseable {

  /** Name of the lock file, which does not count when a directory is checked for being empty. */
  public static final String FILE_NAME = "run.lock";

  private final FileChannel channel;

  private RunLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Locks a run directory, creating it if absent, or throws an {@link InUseException}.
   *
   * @throws InUseException if another process, or this one, holds the lock
   */
  public static RunLock acquire(Path runDirectory) throws IOException {
    Files.createDirectories(runDirectory);
    Path path = runDirectory.resolve(FILE_NAME);
    FileChannel channel =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      if (tryLock(channel) == null) {
        throw new InUseException(
            String.format(
                Locale.ROOT,
                "%s is in use by process %s; wait until it ends, or give another --output",
                runDirectory,
                readPid(channel)));
      }
      byte[] pid = (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.UTF_8);
      channel.truncate(0).write(ByteBuffer.wrap(pid), 0);
      return new RunLock(channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // this process holds it
    }
  }

  private static String readPid(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(20);
    channel.read(bytes, 0);
    String pid = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8).strip();
    return pid.matches("\\d+") ? pid : "unknown";
  }
}
