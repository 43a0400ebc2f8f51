package io.noisette.command;

/** A running display of long work; see {@link Console#progress}. Safe to call very often. */
public interface Progress extends AutoCloseable {

  /**
   * Reports the work done so far. Work that resumes reports what it finds done before it starts, so
   * that the rate is that of this time.
   *
   * @param done in the unit of the display, never less than before
   * @param detail what else to show, such as {@code "loss 4.31"}; may be empty
   */
  void update(long done, String detail);

  /** Ends the display with a last line. */
  @Override
  void close();
}
