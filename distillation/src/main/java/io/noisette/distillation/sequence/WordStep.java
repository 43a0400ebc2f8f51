package io.noisette.distillation.sequence;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.distillation.loss.StudentStep;
import io.noisette.distillation.loss.WordLoss;
import io.noisette.model.Seq2SeqBatch;
import io.noisette.model.TrainingPass;
import io.noisette.model.bart.BartModel;
import io.noisette.model.bart.ConditionalModel;
import io.noisette.train.Lanes;
import io.noisette.train.PlainStep;
import io.noisette.train.StepBatch;
import io.noisette.train.StepContext;
import io.noisette.train.StepResult;
import io.noisette.train.TrainStep;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Training step of a student at word level. Its loss is the mean of -log p over the target tokens,
 * as in training without a teacher; both terms that it minimizes are further figures.
 */
final class WordStep implements TrainStep<Seq2SeqBatch> {

  private final NDManager manager;
  private final Lanes<ConditionalModel> lanes;
  private final WordTeachers teachers;
  private final WordLoss loss;

  /**
   * Creates the step.
   *
   * @param lanes replicas of the student, closed together with the step
   * @param teachers the caller closes them
   * @param loss closed together with the step
   */
  WordStep(NDManager manager, Lanes<ConditionalModel> lanes, WordTeachers teachers, WordLoss loss) {
    this.manager = manager;
    this.lanes = lanes;
    this.teachers = teachers;
    this.loss = loss;
  }

  /** Sums over some target tokens: both terms of the loss, and -log p of the labels. */
  private record Sums(double soft, double hard, double nats) {

    static Sums of(WordLoss.Result result) {
      return new Sums(sum(result.softRows()), sum(result.hardRows()), sum(result.nats()));
    }

    Sums plus(Sums other) {
      return new Sums(soft + other.soft, hard + other.hard, nats + other.nats);
    }

    private static double sum(double[] rows) {
      return Arrays.stream(rows).sum();
    }
  }

  @Override
  public StepResult take(StepBatch<Seq2SeqBatch> batch, StepContext context) {
    double weight = 1.0 / batch.targetTokens();
    Sums sums = new Sums(0, 0, 0);
    for (int i = 0; i < batch.microBatches().size(); i++) {
      List<Seq2SeqBatch> parts = batch.microBatches().get(i).split(lanes.getCount());
      int first = i * lanes.getCount();
      List<Sums> ofParts = // lanes reduce their gradients to one
          lanes.each(
              parts.size(),
              (student, part) ->
                  learn(student, parts.get(part), context.toPass(first + part, weight)));
      sums = ofParts.stream().reduce(sums, Sums::plus);
    }
    return PlainStep.update(sums.nats() * weight, context)
        .withFigures(
            Map.of(
                StudentStep.SOFT_LOSS, sums.soft() * weight,
                StudentStep.HARD_LOSS, sums.hard() * weight));
  }

  @Override
  public void close() {
    lanes.close();
    loss.close();
  }

  private Sums learn(ConditionalModel student, Seq2SeqBatch batch, TrainingPass pass) {
    Sums[] sums = new Sums[1];
    try (NDManager scope = manager.newSubManager()) {
      List<WordLoss.Taught> taught = teachers.teach(scope, batch);
      NDArray labels = batch.labels().toIds(scope);
      ((BartModel) student)
          .forwardBackward( // WordTeachers.requireFit has refused all others
              scope,
              batch,
              pass,
              (hidden, output) -> {
                WordLoss.Result result =
                    loss.forwardBackward(hidden, output, labels, taught, pass.weight());
                sums[0] = Sums.of(result);
                return result.hiddenGradient();
              });
    }
    return sums[0];
  }
}
