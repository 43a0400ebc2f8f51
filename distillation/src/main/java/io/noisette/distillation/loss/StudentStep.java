package io.noisette.distillation.loss;

import ai.djl.ndarray.NDManager;
import io.noisette.adversary.AdversarySettings;
import io.noisette.adversary.FineTuningStep;
import io.noisette.adversary.TextInput;
import io.noisette.model.Labels.Problem;
import io.noisette.model.SequenceClassifier;
import io.noisette.model.TrainingLoss;
import io.noisette.model.TrainingPass;
import io.noisette.train.StepBatch;
import io.noisette.train.StepContext;
import io.noisette.train.StepResult;
import io.noisette.train.TrainStep;
import io.noisette.train.step.Lanes;
import io.noisette.train.step.PlainStep;
import io.noisette.train.step.PlainStep.DetailedPass;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Training step of a student, which logs both terms of its loss. */
public final class StudentStep implements TrainStep<StudentBatch> {

  /** Name of the metric with the divergence from the teachers, T² included, without its weight. */
  public static final String SOFT_LOSS = "soft_loss";

  /** Name of the metric with the loss of the labels, without its weight. */
  public static final String HARD_LOSS = "hard_loss";

  private final StudentGoal goal;
  private final TrainStep<StudentBatch> step;

  /**
   * Creates the step.
   *
   * @param temperature T of the soft term
   * @param terms weights of both terms
   */
  public StudentStep(
      NDManager manager, SequenceClassifier model, double temperature, TermWeights terms) {
    this(manager, model, new StudentGoal(temperature, terms, StudentStep::name));
  }

  /** Creates the step of a goal. */
  public StudentStep(NDManager manager, SequenceClassifier model, StudentGoal goal) {
    this.goal = goal;
    Problem problem = model.getLabels().problem();
    PlainStep<SequenceClassifier, StudentBatch> plain =
        PlainStep.withTerms(
            manager,
            Lanes.single(manager, model),
            batch -> 1, // each text already has its part of the means over the step
            (batch, parts) -> List.of(batch),
            new Pass(new StudentLoss(manager, problem, goal.temperature(), goal.terms())));
    AdversarySettings adversary = goal.adversary();
    step =
        adversary == null
            ? plain
            : new FineTuningStep<>(
                adversary, manager, model, plain, new TextInput<>(StudentBatch::sequences));
  }

  @Override
  public StepResult take(StepBatch<StudentBatch> batch, StepContext context) {
    StepResult result = step.take(batch, context);
    Map<String, Double> figures = new LinkedHashMap<>(result.figures());
    double soft = Objects.requireNonNull(figures.remove(SOFT_LOSS));
    double hard = Objects.requireNonNull(figures.remove(HARD_LOSS));
    figures.putAll(goal.figures().of(soft, hard));
    return new StepResult(
        result.loss(),
        result.gradientNorm(),
        result.learningRate(),
        result.updated(),
        result.updates(),
        figures);
  }

  /** Frees the native memory; no thread may use it meanwhile. */
  @Override
  public void close() {
    step.close();
  }

  /** Names both terms as they are. */
  public static Map<String, Double> name(double soft, double hard) {
    Map<String, Double> terms = new LinkedHashMap<>();
    terms.put(SOFT_LOSS, soft);
    terms.put(HARD_LOSS, hard);
    return terms;
  }

  /** Pass over a micro-batch, which logs both terms. */
  private record Pass(StudentLoss loss) implements DetailedPass<SequenceClassifier, StudentBatch> {

    @Override
    public TrainingLoss forwardBackward(
        SequenceClassifier model, NDManager scope, StudentBatch batch, TrainingPass pass) {
      TermRows[] terms = new TermRows[1];
      double sum =
          model
              .forwardBackward(
                  scope,
                  batch.sequences(),
                  pass,
                  logits -> {
                    StudentLoss.Result result = loss.of(logits, batch.targets());
                    terms[0] = result.terms();
                    return result.loss();
                  })
              .getLoss();
      return new TrainingLoss(sum, sum, name(terms[0].getSoftPart(), terms[0].getHardPart()));
    }

    @Override
    public void close() {
      loss.close();
    }
  }
}
