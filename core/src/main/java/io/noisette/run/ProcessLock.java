package io.noisette.run;

import io.noisette.failure.UsageException;
import io.noisette.file.Uninterrupted;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Exclusive lock on a file, against other processes and other threads of this process. The
 * operating system releases it when the process ends, however it ends.
 *
 * <p>POSIX releases the locks of a process on a file when the process closes any descriptor of that
 * file. So a file that this process has locked is never opened again.
 */
public final class ProcessLock implements AutoCloseable {

  private static final Set<String> HELD = ConcurrentHashMap.newKeySet();

  private final String key;
  private final FileChannel channel;

  private ProcessLock(String key, FileChannel channel) {
    this.key = key;
    this.channel = channel;
  }

  /**
   * Locks a file, creating it if absent, and writes the id of this process into it.
   *
   * @param file a file in an existing directory
   * @return the lock, or null if it is held
   * @throws UsageException if it is a symbolic link
   */
  public static @Nullable ProcessLock tryAcquire(Path file) throws IOException {
    if (Files.isSymbolicLink(file)) {
      throw new UsageException(
          file
              + " is a symbolic link, as in a copy that is made of links, and would lock the original;"
              + " copy with cp -rL, or give another --output");
    }
    String key = keyOf(file);
    if (!HELD.add(key)) {
      return null;
    }
    FileChannel channel = null;
    try {
      channel =
          Uninterrupted.<@Nullable FileChannel>call(
              () -> {
                FileChannel opened =
                    FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
                return keepIfLockable(opened);
              });
      return channel == null ? null : new ProcessLock(key, channel);
    } catch (IOException e) {
      throw DurableFiles.name(file, e);
    } finally {
      if (channel == null) {
        HELD.remove(key);
      }
    }
  }

  /** Returns the number of the process that holds the lock, or {@code unknown}. */
  static String describeHolder(Path file) throws IOException {
    if (HELD.contains(keyOf(file))) {
      return Long.toString(ProcessHandle.current().pid());
    }
    try (InputStream in = Files.newInputStream(file)) {
      String pid = new String(in.readNBytes(20), StandardCharsets.UTF_8).strip();
      return pid.matches("\\d+") ? pid : "unknown";
    }
  }

  /** Releases the lock; further calls do nothing. */
  @Override
  public void close() throws IOException {
    if (channel.isOpen()) {
      try {
        channel.close();
      } finally {
        HELD.remove(key);
      }
    }
  }

  /** Writes the id of this process into a file that it can lock; closes another one. */
  private static @Nullable FileChannel keepIfLockable(FileChannel channel) throws IOException {
    boolean kept = false;
    try {
      if (isLockable(channel)) {
        byte[] pid = (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.UTF_8);
        channel.truncate(0).write(ByteBuffer.wrap(pid), 0);
        kept = true;
      }
    } finally {
      if (!kept) {
        channel.close();
      }
    }
    return kept ? channel : null;
  }

  private static boolean isLockable(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false; // held by a copy of this class in another class loader
    }
  }

  /** Identifies the directory rather than its path, which links and mounts may vary. */
  private static String keyOf(Path file) throws IOException {
    Path directory = DurableFiles.parentOf(file).toRealPath();
    Object id = Files.readAttributes(directory, BasicFileAttributes.class).fileKey();
    return (id == null ? directory : id) + "/" + file.getFileName();
  }
}
