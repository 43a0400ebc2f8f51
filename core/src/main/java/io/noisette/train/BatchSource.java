package io.noisette.train;

/**
 * Source of the training batches of a run: a pure function of the position in the data, so that any
 * thread may call it and a resumed run reads the same batches.
 */
@FunctionalInterface
public interface BatchSource<B> {

  /**
   * Reads, corrupts and packs the sequences of the training step that begins at position {@code
   * cursor}.
   */
  StepBatch<B> read(Cursor cursor);
}
