package io.noisette.train;

/**
 * Position of a run in the training data: the next sequence to be read.
 *
 * @param epoch number of complete epochs
 * @param position number of sequences of the current epoch that have been read, in data order
 */
public record Cursor(long epoch, long position) {

  public static final Cursor START = new Cursor(0, 0);
}
