package io.noisette.engine;

import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Lock that keeps native memory from being freed while it is used: any number of threads may use
 * it, and closing waits for them.
 */
public final class UseLock {

  private final String owner;
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private boolean closed;

  /**
   * Creates a lock.
   *
   * @param owner what is said to be closed, such as {@code the tokenizer}
   */
  public UseLock(String owner) {
    this.owner = owner;
  }

  /**
   * Returns what {@code work} returns; it may use the lock itself.
   *
   * @throws IllegalStateException if the owner is closed
   */
  public <T> T use(Supplier<T> work) {
    lock.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException(owner + " is closed");
      }
      return work.get();
    } finally {
      lock.readLock().unlock();
    }
  }

  /**
   * Waits until no thread uses the owner, then frees its memory; further calls do nothing.
   *
   * @throws IllegalStateException if the calling thread uses the owner
   */
  public void close(Runnable release) {
    if (lock.getReadHoldCount() > 0) {
      throw new IllegalStateException(owner + " is in use by the thread that closes it");
    }
    lock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        release.run();
      }
    } finally {
      lock.writeLock().unlock();
    }
  }
}
