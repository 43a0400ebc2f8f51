package io.noisette.distillation.classifier;

import io.noisette.distillation.loss.StudentBatch;
import io.noisette.distillation.loss.StudentTargets;
import io.noisette.evaluation.task.EncodedExamples;
import io.noisette.finetune.ExampleBatches;
import io.noisette.model.SequenceBatch;
import io.noisette.train.BatchSource;
import io.noisette.train.Cursor;
import io.noisette.train.StepBatch;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Texts with the teachers' targets and, where there are any, labels, packed into micro-batches. */
public final class StudentBatches implements BatchSource<StudentBatch> {

  private final EncodedExamples examples;
  private final double[] targets; // (examples, outputs)
  private final int outputs;
  private final ExampleBatches batches;
  private final TextPacker packer;

  /** Packs texts of a step. */
  @FunctionalInterface
  public interface TextPacker {
    /** Packs texts for the step that begins at {@code cursor}. */
    SequenceBatch pack(int[] examples, Cursor cursor);
  }

  /**
   * Creates batches of the texts as they are.
   *
   * @param targets of the teachers for all examples, (examples, outputs) row by row
   * @param batches draws from all examples or from the first of them
   */
  public StudentBatches(EncodedExamples examples, double[] targets, ExampleBatches batches) {
    this(examples, targets, batches, (drawn, cursor) -> examples.toBatch(drawn));
  }

  /**
   * Creates batches of texts that may differ from step to step.
   *
   * @param targets of the teachers for all examples, (examples, outputs) row by row
   * @param batches draws from all examples or from the first of them
   */
  public StudentBatches(
      EncodedExamples examples, double[] targets, ExampleBatches batches, TextPacker packer) {
    this.packer = packer;
    this.examples = examples;
    this.targets = targets;
    this.batches = batches;
    outputs = targets.length / examples.getSize();
  }

  @Override
  public StepBatch<StudentBatch> read(Cursor cursor) {
    return batches.read(
        cursor,
        (drawn, from, to) -> {
          StudentTargets step = targetsOf(drawn);
          return new StudentBatch(
              packer.pack(Arrays.copyOfRange(drawn, from, to), cursor),
              step.select(IntStream.range(from, to).toArray()));
        });
  }

  private StudentTargets targetsOf(int[] drawn) {
    double[] own = new double[drawn.length * outputs];
    for (int i = 0; i < drawn.length; i++) {
      System.arraycopy(targets, drawn[i] * outputs, own, i * outputs, outputs);
    }
    float[] labels = examples.getTargets(drawn);
    return StudentTargets.of(
        own, IntStream.range(0, labels.length).mapToDouble(i -> labels[i]).toArray());
  }
}
