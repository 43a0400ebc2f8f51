package io.noisette.freelb;

import ai.djl.ndarray.NDManager;
import io.noisette.command.Console;
import io.noisette.evaluation.task.ClassifierPredictor;
import io.noisette.evaluation.task.TaskValidator;
import io.noisette.finetune.FineTuningSettings;
import io.noisette.finetune.Timetable;
import io.noisette.freelb.adversary.FineTuningStep;
import io.noisette.freelb.adversary.LabelledBatch;
import io.noisette.model.DropoutRates;
import io.noisette.model.Labels;
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

/** Training task of fine-tuning with one random seed: text classification or regression. */
final class FineTuning implements TrainingTask<SequenceClassifier, LabelledBatch> {

  private final FreeLbFinetuneConfig config;
  private final FineTuningSettings settings;
  private final long seed;
  private final TaskData data;
  private final Timetable timetable;
  private final Console console;

  /**
   * Creates the task.
   *
   * @param config settings with one seed and the output directory of its run
   */
  FineTuning(FreeLbFinetuneConfig config, TaskData data, Console console) {
    this.config = config;
    this.settings = config.training();
    this.seed = config.seeds().get(0);
    this.data = data;
    this.timetable = Timetable.of(settings, data.train().getSize());
    this.console = console;
  }

  @Override
  public RunIdentity<?> getIdentity() {
    return new RunIdentity<>(
        "freelb-finetune", SettingsSchema.of(FreeLbFinetuneConfig.class), config, data.digests());
  }

  @Override
  public @Nullable Path findStart() {
    return config.randomInit() ? null : data.model();
  }

  @Override
  public SequenceClassifier initialize(NDManager manager) throws IOException {
    console.info("initializing all weights randomly, with the model config of " + data.model());
    ModelDirectory directory = new ModelDirectory(data.model(), console::info);
    return directory.newClassifier(manager, options(directory));
  }

  @Override
  public SequenceClassifier read(NDManager manager, Path model) throws IOException {
    ModelDirectory directory = new ModelDirectory(model, console::info);
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
  public TrainStep<LabelledBatch> newStep(NDManager manager, SequenceClassifier model) {
    return new FineTuningStep(config.adversary(), manager, model);
  }

  @Override
  public RunPlan toPlan(SequenceClassifier model) throws IOException {
    return new FineTuningPlan(config).of(data.model(), labels(), data.train().getSize());
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
        data.metric(),
        true,
        data.task().labels().isRegression() ? "squared error per text" : "nats per text",
        "tokens",
        List.of());
  }

  @Override
  public BatchSource<LabelledBatch> newBatches(SequenceClassifier model) {
    return new TaskBatches(data.train(), seed, settings.batchSize(), settings.microBatchTokens());
  }

  @Override
  public Validator newValidator(NDManager manager, SequenceClassifier model) {
    ClassifierPredictor predictor =
        new ClassifierPredictor(manager, model, data.task(), settings.microBatchTokens());
    return new TaskValidator(predictor, data.metric(), data.dev());
  }

  @Override
  public void write(Path directory, SequenceClassifier model) throws IOException {
    model.write(directory);
    data.tokenizer().write(directory);
  }

  private ModelOptions options(ModelDirectory directory) throws IOException {
    DropoutRates rates = settings.toDropout(directory);
    return new ModelOptions(labels(), rates, seed, config.runtime().precision());
  }

  private Labels labels() {
    return data.task().labels().labels();
  }
}
