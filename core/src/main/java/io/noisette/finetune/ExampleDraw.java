package io.noisette.finetune;

import io.noisette.train.Cursor;

/** Choice of the examples of each step: a pure function of the position in the data. */
public interface ExampleDraw {

  /** Returns the indices of the examples of the step that begins at {@code cursor}. */
  int[] draw(Cursor cursor);

  /** Returns the position at which the step after that begins. */
  Cursor advance(Cursor cursor);
}
