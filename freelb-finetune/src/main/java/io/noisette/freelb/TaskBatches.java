package io.noisette.freelb;

import io.noisette.adversary.LabelledBatch;
import io.noisette.finetune.ExampleBatches;
import io.noisette.train.BatchSource;
import io.noisette.train.Cursor;
import io.noisette.train.StepBatch;
import java.util.Arrays;

/** Training examples with their targets, packed into micro-batches. */
final class TaskBatches<T> implements BatchSource<LabelledBatch<T>> {

  private final TrainingExamples<T> examples;
  private final ExampleBatches batches;

  TaskBatches(TrainingExamples<T> examples, long seed, int batchSize, int microBatchTokens) {
    this.examples = examples;
    batches =
        new ExampleBatches(examples.size(), seed, batchSize, microBatchTokens, examples::getLength);
  }

  @Override
  public StepBatch<LabelledBatch<T>> read(Cursor cursor) {
    return batches.read(cursor, (drawn, from, to) -> pack(Arrays.copyOfRange(drawn, from, to)));
  }

  private LabelledBatch<T> pack(int[] those) {
    return new LabelledBatch<>(examples.batch().apply(those), examples.targets().apply(those));
  }
}
