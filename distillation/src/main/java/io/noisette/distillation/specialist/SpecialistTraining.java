package io.noisette.distillation.specialist;

import ai.djl.ndarray.NDManager;
import io.noisette.classify.StoredMaxLength;
import io.noisette.classify.StoredPairFormat;
import io.noisette.command.Console;
import io.noisette.digest.Sha256;
import io.noisette.distillation.loss.StudentBatch;
import io.noisette.distillation.loss.StudentStep;
import io.noisette.evaluation.task.ClassifierPredictor;
import io.noisette.evaluation.task.EncodedExamples;
import io.noisette.evaluation.task.TaskValidator;
import io.noisette.finetune.FineTuningSettings;
import io.noisette.finetune.Timetable;
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
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** Training task of one specialist. */
final class SpecialistTraining implements TrainingTask<SequenceClassifier, StudentBatch> {

  private final SpecialistConfig config;
  private final FineTuningSettings settings;
  private final SpecialistRole role;
  private final SpecialistData data;
  private final Timetable timetable;
  private final Console console;

  /**
   * Creates the task.
   *
   * @param config settings with the output directory of this run
   * @param specialTexts number of training texts of its classes
   */
  SpecialistTraining(
      SpecialistConfig config,
      SpecialistRole role,
      SpecialistData data,
      int specialTexts,
      Console console) {
    this.config = config;
    this.settings = config.training();
    this.role = role;
    this.data = data;
    this.timetable = timetableOf(config, specialTexts);
    this.console = console;
  }

  /** Returns the numbers of steps; an epoch sees each text of the specialist's classes once. */
  static Timetable timetableOf(SpecialistConfig config, int specialTexts) {
    int steps = SpecialistBatches.countSteps(specialTexts, config.countSpecial());
    return Timetable.of(
        config.training(), Math.multiplyExact(steps, config.training().batchSize()));
  }

  @Override
  public RunIdentity<?> getIdentity() {
    Map<String, String> inputs = new LinkedHashMap<>(data.digests());
    byte[] classes = String.join("\n", labels().names()).getBytes(StandardCharsets.UTF_8);
    inputs.put("classes", Sha256.of(classes));
    return new RunIdentity<>(
        DistillSpecialistsCommand.NAME, SettingsSchema.of(SpecialistConfig.class), config, inputs);
  }

  @Override
  public Path findStart() {
    return data.generalist().directory();
  }

  @Override
  public SequenceClassifier initialize(NDManager manager) {
    throw new IllegalStateException("a specialist starts from its generalist");
  }

  @Override
  public SequenceClassifier read(NDManager manager, Path model) throws IOException {
    if (!model.equals(findStart())) {
      ModelDirectory checkpoint = new ModelDirectory(model, console::info);
      return checkpoint.readClassifier(manager, options(checkpoint));
    }
    // The notice that its output layer has other labels is left out: all rows are overwritten.
    ModelDirectory start = new ModelDirectory(model, notice -> {});
    SequenceClassifier specialist = start.readClassifier(manager, options(start));
    try (SequenceClassifier generalist = start.readClassifier(manager, ModelOptions.DEFAULT)) {
      Labels whole = data.texts().task().labels().labels();
      int[] places = Objects.requireNonNull(whole.findIn(generalist.getLabels()));
      new SpecialistHead(role, places).start(specialist, generalist);
      return specialist;
    }
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
    return new StudentStep(manager, model, config.temperature(), config.toTerms());
  }

  @Override
  public RunPlan toPlan(SequenceClassifier model) throws IOException {
    return new SpecialistPlan(config).ofSpecialist(data.generalist(), role, timetable);
  }

  @Override
  public LoopSettings getLoopSettings() {
    return timetable.toLoopSettings(settings, config.runtime(), config.seed());
  }

  @Override
  public RunFacts getFacts() {
    return getLoopSettings()
        .toFacts(data.texts().metric(), true, "weighted sum of both terms", "tokens");
  }

  @Override
  public BatchSource<StudentBatch> newBatches(SequenceClassifier model) {
    return new SpecialistBatches(config, role, data);
  }

  @Override
  public Validator newValidator(NDManager manager, SequenceClassifier model) {
    ClassifierPredictor predictor =
        new ClassifierPredictor(manager, model, role.task(), settings.microBatchTokens());
    return new TaskValidator(
        EncodedExamples.countAll(data.dev()),
        data.texts().metric(),
        new SpecialistMeasurement(predictor, role, data, config.likelyClasses()));
  }

  @Override
  public void write(Path directory, SequenceClassifier model) throws IOException {
    model.write(directory);
    StoredPairFormat.write(directory, data.generalist().pairFormat());
    StoredMaxLength.write(directory, settings.maxLength());
    data.tokenizer().write(directory, model.getMaxLength());
  }

  private Labels labels() {
    return role.task().labels().labels();
  }

  private ModelOptions options(ModelDirectory directory) throws IOException {
    return new ModelOptions(
        labels(), settings.toDropout(directory), config.seed(), config.runtime().precision());
  }
}
