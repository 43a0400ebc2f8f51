package io.noisette.freelb;

import io.noisette.evaluation.task.EncodedExamples;
import io.noisette.finetune.ExampleBatches;
import io.noisette.freelb.adversary.LabelledBatch;
import io.noisette.train.BatchSource;
import io.noisette.train.Cursor;
import io.noisette.train.StepBatch;
import java.util.Arrays;

/** Training examples with their targets, packed into micro-batches. */
final class TaskBatches implements BatchSource<LabelledBatch> {

  private final EncodedExamples examples;
  private final ExampleBatches batches;

  TaskBatches(EncodedExamples examples, long seed, int batchSize, int microBatchTokens) {
    this.examples = examples;
    batches =
        new ExampleBatches(
            examples.getSize(), seed, batchSize, microBatchTokens, examples::getLength);
  }

  @Override
  public StepBatch<LabelledBatch> read(Cursor cursor) {
    return batches.read(cursor, (drawn, from, to) -> pack(Arrays.copyOfRange(drawn, from, to)));
  }

  private LabelledBatch pack(int[] those) {
    return new LabelledBatch(examples.toBatch(those), examples.getTargets(those));
  }
}
