package io.noisette.train;

/**
 * Where in the data a run stands: the next sequence to be read.
 *
 * @param epoch passes through the data that are complete
 * @param position sequences of this pass that are done, in its order
 */
public record Cursor(long epoch, long position) {

  public static final Cursor START = new Cursor(0, 0);
}
