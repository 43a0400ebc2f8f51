package io.noisette.run;

import io.noisette.failure.InUseException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Lock that keeps other processes out of a run directory. The operating system releases the lock
 * when the process ends, however it ends; the file {@code run.lock} remains and means nothing by
 * itself.
 */
public final class RunLock implements AutoCloseable {

  /** Name of the lock file, which does not count when a directory is checked for being empty. */
  public static final String FILE_NAME = "run.lock";

  private final ProcessLock lock;

  private RunLock(ProcessLock lock) {
    this.lock = lock;
  }

  /**
   * Locks a run directory, creating it if absent, or throws an {@link InUseException}.
   *
   * @throws InUseException if another process, or this one, holds the lock
   */
  public static RunLock acquire(Path runDirectory) throws IOException {
    OutputPlace.createDirectories(runDirectory);
    Path file = runDirectory.resolve(FILE_NAME);
    ProcessLock lock = ProcessLock.tryAcquire(file);
    if (lock == null) {
      throw new InUseException(
          String.format(
              Locale.ROOT,
              "%s is in use by process %s; wait until it ends, or give another --output",
              runDirectory,
              ProcessLock.describeHolder(file)));
    }
    return new RunLock(lock);
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
