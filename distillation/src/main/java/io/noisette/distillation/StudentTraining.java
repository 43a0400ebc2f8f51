package io.noisette.distillation;

import ai.djl.ndarray.NDManager;
import io.noisette.command.Console;
import io.noisette.distillation.loss.StudentBatch;
import io.noisette.distillation.loss.StudentStep;
import io.noisette.distillation.loss.TermWeights;
import io.noisette.evaluation.task.ClassifierPredictor;
import io.noisette.evaluation.task.TaskValidator;
import io.noisette.finetune.ExampleBatches;
import io.noisette.finetune.FineTuningSettings;
import io.noisette.finetune.Timetable;
import io.noisette.model.SequenceClassifier;
import io.noisette.model.directory.ModelDirectory;
import io.noisette.model.directory.ModelOptions;
import io.noisette.optim.AdamW;
import io.noisette.run.RunFacts;
import io.noisette.settings.SettingsSchema;
import io.noisette.train.BatchSource;
import io.noisette.train.LoopSettings;
import io.noisette.train.RunIdentity;
import io.noisette.train.RunPlan;
import io.noisette.train.TrainStep;
import io.noisette.train.TrainingTask;
import io.noisette.train.UpdateRule;
import io.noisette.train.Validator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Training task of one student with one random seed. */
final class StudentTraining implements TrainingTask<SequenceClassifier, StudentBatch> {

  private final DistillConfig config;
  private final FineTuningSettings settings;
  private final long seed;
  private final Arm arm;
  private final StudentData data;
  private final double[] targets;
  private final Timetable timetable;
  private final Console console;

  /**
   * Creates the task.
   *
   * @param config settings with one seed and the output directory of the run
   * @param targets of the teachers, (texts, outputs) row by row
   */
  StudentTraining(
      DistillConfig config, Arm arm, StudentData data, double[] targets, Console console) {
    this.config = config;
    this.settings = config.training();
    this.seed = config.seeds().get(0);
    this.arm = arm;
    this.data = data;
    this.targets = targets.clone();
    this.timetable = Timetable.of(settings, data.texts().countAll()); // the same for both students
    this.console = console;
  }

  @Override
  public RunIdentity<?> getIdentity() {
    return new RunIdentity<>(
        "distill", SettingsSchema.of(DistillConfig.class), config, data.digests());
  }

  @Override
  public @Nullable Path findStart() {
    return data.choice().random() ? null : data.choice().model();
  }

  @Override
  public SequenceClassifier initialize(NDManager manager) throws IOException {
    ModelDirectory directory = data.choice().open(console::info);
    return directory.newClassifier(manager, options(directory));
  }

  @Override
  public SequenceClassifier read(NDManager manager, Path model) throws IOException {
    ModelDirectory directory =
        model.equals(findStart())
            ? data.choice().open(console::info)
            : new ModelDirectory(model, console::info);
    return directory.readClassifier(manager, options(directory));
  }

  @Override
  public UpdateRule newUpdateRule(NDManager manager, SequenceClassifier model) {
    return new UpdateRule(
        new AdamW(manager, model.getParameters(), settings.toAdamSettings()),
        timetable.toSchedule(settings.learningRate()),
        settings.clipNorm());
  }

  @Override
  public TrainStep<StudentBatch> newStep(NDManager manager, SequenceClassifier model) {
    TermWeights terms =
        switch (arm) {
          case ALONE -> new TermWeights(1, 0);
          case DISTILLED -> config.loss().toTerms();
        };
    return new StudentStep(manager, model, config.loss().temperature(), terms);
  }

  @Override
  public RunPlan toPlan(SequenceClassifier model) throws IOException {
    return new StudentPlan(config).of(data.choice(), data.texts());
  }

  @Override
  public LoopSettings getLoopSettings() {
    return timetable.toLoopSettings(settings, config.runtime(), seed);
  }

  @Override
  public RunFacts getFacts() {
    LoopSettings loop = getLoopSettings();
    return new RunFacts(
        loop.steps(),
        loop.validateEvery(),
        loop.patienceSteps(),
        data.texts().metric(),
        true,
        "weighted sum of both terms",
        "tokens",
        List.of());
  }

  @Override
  public BatchSource<StudentBatch> newBatches(SequenceClassifier model) {
    int count =
        switch (arm) {
          case ALONE -> data.texts().countLabelled();
          case DISTILLED -> data.texts().countAll();
        };
    ExampleBatches batches =
        new ExampleBatches(
            count,
            seed,
            settings.batchSize(),
            settings.microBatchTokens(),
            data.encoded()::getLength);
    return new StudentBatches(data.encoded(), targets, batches);
  }

  @Override
  public Validator newValidator(NDManager manager, SequenceClassifier model) {
    ClassifierPredictor predictor =
        new ClassifierPredictor(manager, model, data.texts().task(), settings.microBatchTokens());
    return new TaskValidator(predictor, data.texts().metric(), data.dev());
  }

  @Override
  public void write(Path directory, SequenceClassifier model) throws IOException {
    model.write(directory);
    data.tokenizer().write(directory);
  }

  private ModelOptions options(ModelDirectory directory) throws IOException {
    return new ModelOptions(
        data.labels(), settings.toDropout(directory), seed, config.runtime().precision());
  }
}
