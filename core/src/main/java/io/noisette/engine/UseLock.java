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
   * Creates a lock that keeps an object open while threads use it.
   *
   * @param owner name of the object in messages, such as {@code the tokenizer}
   */
  public UseLock(String owner) {
    this.owner = owner;
  }

  /**
   * Runs {@code work} while the memory cannot be freed, and returns its result; calls can be
   * nested.
   *
   * @throws IllegalStateException if the owner is closed
   */
  public <T> T use(Supplier<T> work) {
    lock.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException(owner + " has been closed and cannot be used any more");
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
      throw new IllegalStateException(
          owner + " cannot be closed by a thread that is still using it");
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
