package io.noisette.seq2seq;

import io.noisette.corpus.SequenceOrder;
import io.noisette.failure.UsageException;
import io.noisette.schedule.PolynomialSchedule;
import io.noisette.seq2seq.data.EncodedPairs;
import io.noisette.train.LoopSettings;
import io.noisette.train.RuntimeSettings;
import java.util.Locale;

/**
 * Division of the epochs of a run into optimizer steps, and its number of steps.
 *
 * <p>A step has as many whole examples as fit into its budget, at least one, in the data order of
 * the epoch; the last step of an epoch may be smaller.
 */
final class EpochPlan {

  private final EncodedPairs pairs;
  private final Seq2SeqTrainingSettings settings;
  private final long seed;
  private final int steps;
  private final int epochSteps;

  EpochPlan(EncodedPairs pairs, Seq2SeqTrainingSettings settings, long seed) {
    this.pairs = pairs;
    this.settings = settings;
    this.seed = seed;
    Integer given = settings.steps();
    int epochs = given == null ? settings.epochs() : 1;
    long counted = 0;
    for (int epoch = 0; epoch < epochs; epoch++) {
      counted += countSteps(epoch);
      if (counted > Integer.MAX_VALUE) {
        throw new UsageException(
            String.format(
                Locale.ROOT,
                "--epochs %,d are more steps than a run can have, %,d",
                epochs,
                Integer.MAX_VALUE));
      }
    }
    steps = given == null ? (int) counted : given;
    epochSteps = (int) ((counted - 1) / epochs + 1);
  }

  /** Returns the total number of steps. */
  int getSteps() {
    return steps;
  }

  /** Returns the number of steps per epoch, rounded up: it may vary. */
  int getEpochSteps() {
    return epochSteps;
  }

  int getWarmupSteps() {
    Integer given = settings.warmupSteps();
    return given == null ? (int) Math.round(settings.warmupShare() * steps) : given;
  }

  PolynomialSchedule toSchedule() {
    return new PolynomialSchedule(settings.learningRate(), 0, 1, getWarmupSteps(), steps);
  }

  LoopSettings toLoopSettings(RuntimeSettings runtime) {
    int every = settings.validateEvery() == 0 ? epochSteps : settings.validateEvery();
    return new LoopSettings(
        steps,
        seed,
        0,
        every,
        runtime.checkpointEvery(),
        (long) settings.patience() * every,
        runtime.nonFinite());
  }

  /** Returns the data order of an epoch. */
  SequenceOrder openEpoch(long epoch) {
    return SequenceOrder.of(pairs.getSize(), seed, epoch);
  }

  /** Returns the number of examples of the step that begins at a position of an epoch. */
  int countExamples(SequenceOrder order, long position) {
    int left = (int) (pairs.getSize() - position);
    Integer batchSize = settings.batchSize();
    if (batchSize != null) {
      return Math.min(batchSize, left);
    }
    long tokens = 0;
    for (int i = 0; i < left; i++) {
      tokens += pairs.countTokens((int) order.at(position + i));
      if (i > 0 && tokens > settings.tokensPerStep()) {
        return i;
      }
    }
    return left;
  }

  private long countSteps(long epoch) {
    SequenceOrder order = openEpoch(epoch);
    long count = 0;
    for (long position = 0; position < pairs.getSize(); ) {
      position += countExamples(order, position);
      count++;
    }
    return count;
  }
}
