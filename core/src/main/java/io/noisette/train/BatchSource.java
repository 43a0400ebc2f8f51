package io.noisette.train;

/**
 * The data of a run as a function of where it stands: no state, so any thread may ask, and a
 * resumed run goes on where it was.
 */
@FunctionalInterface
public interface BatchSource<B> {

  /** Reads, corrupts and packs what the step at {@code cursor} trains on. */
  StepBatch<B> read(Cursor cursor);
}
