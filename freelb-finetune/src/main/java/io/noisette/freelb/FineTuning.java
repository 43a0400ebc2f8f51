package io.noisette.freelb;

import ai.djl.ndarray.NDManager;
import io.noisette.adversary.FineTuningStep;
import io.noisette.adversary.LabelledBatch;
import io.noisette.classify.StoredMaxLength;
import io.noisette.classify.StoredPairFormat;
import io.noisette.command.Console;
import io.noisette.evaluation.task.TaskLookup;
import io.noisette.finetune.FineTuningSettings;
import io.noisette.finetune.Timetable;
import io.noisette.model.DropoutRates;
import io.noisette.model.TextModel;
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
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Training task of fine-tuning with one random seed. */
final class FineTuning<M extends TextModel<T>, T> implements TrainingTask<M, LabelledBatch<T>> {

  static final String VERB = "freelb-finetune";

  private final FreeLbFinetuneConfig config;
  private final FineTuningSettings settings;
  private final long seed;
  private final TaskData<M, T> data;
  private final Timetable timetable;
  private final Console console;

  /**
   * Creates the task.
   *
   * @param config settings with one seed and the output directory of its run
   */
  FineTuning(FreeLbFinetuneConfig config, TaskData<M, T> data, Console console) {
    this.config = config;
    this.settings = config.training();
    this.seed = config.seeds().get(0);
    this.data = data;
    this.timetable = Timetable.of(settings, data.splits().train().size());
    this.console = console;
  }

  @Override
  public RunIdentity<?> getIdentity() throws IOException {
    Map<String, String> digests = new LinkedHashMap<>(data.digests());
    digests.putAll(TaskLookup.readTrainingDigest(config.task(), config.runtime().requireOutput()));
    return new RunIdentity<>(VERB, SettingsSchema.of(FreeLbFinetuneConfig.class), config, digests);
  }

  @Override
  public @Nullable Path findStart() {
    return config.randomInit() ? null : data.model();
  }

  @Override
  public M initialize(NDManager manager) throws IOException {
    console.info("initializing all weights randomly, with the model config of " + data.model());
    ModelDirectory directory = new ModelDirectory(data.model(), console::info);
    return data.task().initialize(directory, manager, options(directory));
  }

  @Override
  public M read(NDManager manager, Path model) throws IOException {
    ModelDirectory directory = new ModelDirectory(model, console::info);
    return data.task().read(directory, manager, options(directory));
  }

  @Override
  public UpdateRule newUpdateRule(NDManager manager, M model) {
    return new UpdateRule(
        new AdamW(manager, model.getParameters(), settings.toAdamSettings()),
        timetable.toSchedule(settings.learningRate()),
        settings.clipNorm());
  }

  @Override
  public TrainStep<LabelledBatch<T>> newStep(NDManager manager, M model) {
    return FineTuningStep.of(config.adversary(), manager, model);
  }

  @Override
  public RunPlan toPlan(M model) throws IOException {
    return new FineTuningPlan(config).of(data.task(), data.model(), data.splits().train().size());
  }

  @Override
  public LoopSettings getLoopSettings() {
    return timetable.toLoopSettings(settings, config.runtime(), seed);
  }

  @Override
  public RunFacts getFacts() {
    return getLoopSettings().toFacts(data.task().metric(), true, data.task().lossUnit(), "tokens");
  }

  @Override
  public BatchSource<LabelledBatch<T>> newBatches(M model) {
    return new TaskBatches<>(
        data.splits().train(), seed, settings.batchSize(), settings.microBatchTokens());
  }

  @Override
  public Validator newValidator(NDManager manager, M model) {
    return data.splits().newValidator(manager, model, settings.microBatchTokens());
  }

  @Override
  public void write(Path directory, M model) throws IOException {
    model.write(directory);
    StoredPairFormat.write(directory, config.pairFormat());
    StoredMaxLength.write(directory, settings.maxLength());
    data.tokenizer().write(directory, model.getMaxLength());
  }

  private ModelOptions options(ModelDirectory directory) throws IOException {
    DropoutRates rates = settings.toDropout(directory);
    return new ModelOptions(null, rates, seed, config.runtime().precision());
  }
}
