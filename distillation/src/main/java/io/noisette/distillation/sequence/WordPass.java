package io.noisette.distillation.sequence;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.distillation.loss.StudentStep;
import io.noisette.distillation.loss.WordLoss;
import io.noisette.model.Seq2SeqBatch;
import io.noisette.model.TrainingLoss;
import io.noisette.model.TrainingPass;
import io.noisette.model.bart.BartModel;
import io.noisette.model.bart.ConditionalModel;
import io.noisette.train.step.PlainStep.DetailedPass;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Pass of a student at word level. Its loss is -log p of the labels, as in training without a
 * teacher; both terms that it minimizes are further sums. Teachers read a batch without the
 * perturbations and the dropout of the student's pass.
 *
 * @param teachers the caller closes them
 * @param loss closed together with the pass
 */
record WordPass(WordTeachers teachers, WordLoss loss)
    implements DetailedPass<ConditionalModel, Seq2SeqBatch> {

  @Override
  public TrainingLoss forwardBackward(
      ConditionalModel student, NDManager scope, Seq2SeqBatch part, TrainingPass pass) {
    List<WordLoss.Taught> taught = teachers.teach(scope, part);
    NDArray labels = part.labels().toIds(scope);
    TrainingLoss[] sums = new TrainingLoss[1];
    ((BartModel) student)
        .forwardBackward( // WordTeachers.requireFit has refused all others
            scope,
            part,
            pass,
            (hidden, output) -> {
              WordLoss.Result result =
                  loss.forwardBackward(hidden, output, labels, taught, pass.weight());
              sums[0] = sum(result);
              return result.hiddenGradient();
            });
    return sums[0];
  }

  private static TrainingLoss sum(WordLoss.Result result) {
    Map<String, Double> terms = new LinkedHashMap<>();
    terms.put(StudentStep.SOFT_LOSS, Arrays.stream(result.softRows()).sum());
    terms.put(StudentStep.HARD_LOSS, Arrays.stream(result.hardRows()).sum());
    double nats = Arrays.stream(result.nats()).sum();
    return new TrainingLoss(nats, nats, terms);
  }

  @Override
  public void close() {
    loss.close();
  }
}
