package io.noisette.train;

/**
 * Source of the training batches of a run, as a function of the data position: stateless, so that
 * any thread may call it and a resumed run reads the data that an uninterrupted run would.
 */
@FunctionalInterface
public interface BatchSource<B> {

  /** Reads, corrupts and packs the sequences of the training step that begins at {@code cursor}. */
  StepBatch<B> read(Cursor cursor);
}
