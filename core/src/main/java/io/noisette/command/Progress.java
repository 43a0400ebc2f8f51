package io.noisette.command;

/**
 * A running progress display of long work; see {@link Console#progress}. Cheap enough to be updated
 * very often.
 */
public interface Progress extends AutoCloseable {

  /**
   * Sets the amount of work that earlier sessions have done, which does not count in the displayed
   * speed.
   */
  default void resume(long done) {
    update(done, "");
  }

  /**
   * Reports the amount of work done so far.
   *
   * @param done amount in the unit of the display, never less than before
   * @param detail additional text, such as {@code "loss 4.31"}; may be empty
   */
  void update(long done, String detail);

  /** Ends the display with a last line. */
  @Override
  void close();
}
