package io.noisette.distillation.loss;

import ai.djl.ndarray.NDManager;
import io.noisette.adversary.AdversarySettings;
import io.noisette.adversary.FineTuningStep;
import io.noisette.adversary.TextInput;
import io.noisette.model.Labels.Problem;
import io.noisette.model.SequenceClassifier;
import io.noisette.model.TrainingPass;
import io.noisette.train.Lanes;
import io.noisette.train.PlainStep;
import io.noisette.train.StepBatch;
import io.noisette.train.StepContext;
import io.noisette.train.StepResult;
import io.noisette.train.TrainStep;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Training step of a student, which logs both terms of its loss. */
public final class StudentStep implements TrainStep<StudentBatch> {

  /** Name of the metric with the divergence from the teachers, T² included, without its weight. */
  public static final String SOFT_LOSS = "soft_loss";

  /** Name of the metric with the loss of the labels, without its weight. */
  public static final String HARD_LOSS = "hard_loss";

  private final StudentLoss loss;
  private final StudentGoal goal;
  private final TrainStep<StudentBatch> step;
  private double soft;
  private double hard;

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
    loss = new StudentLoss(manager, problem, goal.temperature(), goal.terms());
    PlainStep<SequenceClassifier, StudentBatch> plain =
        new PlainStep<>(
            manager,
            Lanes.single(manager, model),
            batch -> 1, // each text already has its part of the means over the step
            (batch, parts) -> List.of(batch),
            this::forwardBackward);
    AdversarySettings adversary = goal.adversary();
    step =
        adversary == null
            ? plain
            : new FineTuningStep<>(
                adversary, manager, model, plain, new TextInput<>(StudentBatch::sequences));
  }

  @Override
  public StepResult take(StepBatch<StudentBatch> batch, StepContext context) {
    soft = 0;
    hard = 0;
    StepResult result = step.take(batch, context);
    return result.withFigures(goal.figures().of(soft, hard));
  }

  /** Frees the native memory; no thread may use it meanwhile. */
  @Override
  public void close() {
    step.close();
    loss.close();
  }

  /** Names both terms as they are. */
  public static Map<String, Double> name(double soft, double hard) {
    Map<String, Double> terms = new LinkedHashMap<>();
    terms.put(SOFT_LOSS, soft);
    terms.put(HARD_LOSS, hard);
    return terms;
  }

  private double forwardBackward(
      SequenceClassifier model, NDManager scope, StudentBatch batch, TrainingPass pass) {
    return model
        .forwardBackward(
            scope,
            batch.sequences(),
            pass,
            logits -> {
              StudentLoss.Result result = loss.of(logits, batch.targets());
              // An adversary's passes have shares of the weight, or only move the perturbation.
              double share = model.getParameters().isFrozen() ? 0 : pass.weight();
              soft += share * result.terms().getSoftPart();
              hard += share * result.terms().getHardPart();
              return result.loss();
            })
        .getLoss();
  }
}
