package io.noisette.finetune;

import io.noisette.corpus.SequenceOrder;
import io.noisette.train.Cursor;

/**
 * Goes through all examples in each epoch, in an order of its own; the last batch of an epoch may
 * be smaller.
 *
 * @param size number of examples
 * @param batchSize number of examples per step
 */
record EpochDraw(int size, long seed, int batchSize) implements ExampleDraw {

  @Override
  public int[] draw(Cursor cursor) {
    SequenceOrder order = SequenceOrder.of(size, seed, cursor.epoch());
    int[] drawn = new int[(int) Math.min(batchSize, size - cursor.position())];
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = (int) order.at(cursor.position() + i);
    }
    return drawn;
  }

  @Override
  public Cursor advance(Cursor cursor) {
    long end = Math.min(size, cursor.position() + batchSize);
    return end == size ? new Cursor(cursor.epoch() + 1, 0) : new Cursor(cursor.epoch(), end);
  }
}
