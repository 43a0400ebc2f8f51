package io.noisette.distillation.specialist;

import io.noisette.corpus.SequenceOrder;
import io.noisette.distillation.loss.StudentBatch;
import io.noisette.distillation.loss.StudentTargets;
import io.noisette.evaluation.task.EncodedExamples;
import io.noisette.finetune.MicroBatches;
import io.noisette.random.Mix;
import io.noisette.train.BatchSource;
import io.noisette.train.Cursor;
import io.noisette.train.StepBatch;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Batches of a specialist: always the same number of texts of its classes, and of all others
 * (docs/papers.md 5.2). Both kinds are drawn in passes, of which the next begins within the batch
 * where the last ended. An epoch is about one pass over the texts of its classes.
 */
final class SpecialistBatches implements BatchSource<StudentBatch> {

  private final SpecialistRole role;
  private final EncodedExamples examples;
  private final List<double[]> probabilities;
  private final double temperature;
  private final int[] special;
  private final int[] others;
  private final int specialPerBatch;
  private final int batchSize;
  private final long seed;
  private final MicroBatches microBatches;

  /**
   * Creates the batches.
   *
   * @param data texts with the generalist's probabilities
   */
  SpecialistBatches(SpecialistConfig config, SpecialistRole role, SpecialistData data) {
    this.role = role;
    examples = data.train();
    probabilities = data.probabilities();
    temperature = config.temperature();
    float[] labels = examples.getTargets();
    special = find(labels, role.specialist(), true);
    others = find(labels, role.specialist(), false);
    specialPerBatch = config.countSpecial();
    batchSize = config.training().batchSize();
    seed = config.seed();
    microBatches = new MicroBatches(config.training().microBatchTokens(), examples::getLength);
  }

  /** Returns the indices of the examples whose label is one of the specialist's, or is not. */
  static int[] find(float[] labels, Specialist specialist, boolean isSpecial) {
    return IntStream.range(0, labels.length)
        .filter(i -> specialist.subset().contains((int) labels[i]) == isSpecial)
        .toArray();
  }

  /** Returns the number of steps of an epoch. */
  static int countSteps(int special, int specialPerBatch) {
    return (special - 1) / specialPerBatch + 1;
  }

  @Override
  public StepBatch<StudentBatch> read(Cursor cursor) {
    int epochSteps = countSteps(special.length, specialPerBatch);
    long inEpoch = cursor.position() / batchSize;
    long step = cursor.epoch() * epochSteps + inEpoch;
    int[] drawn = new int[batchSize];
    for (int i = 0; i < batchSize; i++) {
      drawn[i] =
          i < specialPerBatch
              ? draw(special, 0, step * specialPerBatch + i)
              : draw(others, 1, step * (batchSize - specialPerBatch) + i - specialPerBatch);
    }
    Cursor next =
        inEpoch + 1 == epochSteps
            ? new Cursor(cursor.epoch() + 1, 0)
            : new Cursor(cursor.epoch(), cursor.position() + batchSize);
    return microBatches.pack(
        drawn,
        cursor,
        next,
        (all, from, to) ->
            new StudentBatch(
                examples.toBatch(Arrays.copyOfRange(all, from, to)),
                targetsOf(all).select(IntStream.range(from, to).toArray())));
  }

  private int draw(int[] pool, int kind, long place) {
    SequenceOrder order = SequenceOrder.of(pool.length, Mix.of(seed, kind), place / pool.length);
    return pool[(int) order.at(place % pool.length)];
  }

  private StudentTargets targetsOf(int[] drawn) {
    int labels = role.countLabels();
    double[] targets = new double[drawn.length * labels];
    double[] own = new double[drawn.length];
    float[] whole = examples.getTargets(drawn);
    for (int i = 0; i < drawn.length; i++) {
      double[] row = role.toTargets(probabilities.get(drawn[i]), temperature);
      System.arraycopy(row, 0, targets, i * labels, labels);
      own[i] = role.specialist().indexOf((int) whole[i]);
    }
    return StudentTargets.of(targets, own);
  }
}
