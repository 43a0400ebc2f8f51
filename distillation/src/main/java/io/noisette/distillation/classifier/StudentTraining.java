package io.noisette.distillation.classifier;

import ai.djl.ndarray.NDManager;
import io.noisette.classify.StoredMaxLength;
import io.noisette.classify.StoredPairFormat;
import io.noisette.command.Console;
import io.noisette.distillation.loss.StudentBatch;
import io.noisette.distillation.loss.StudentStep;
import io.noisette.evaluation.task.ClassifierPredictor;
import io.noisette.evaluation.task.TaskValidator;
import io.noisette.model.SequenceClassifier;
import io.noisette.model.directory.ModelDirectory;
import io.noisette.model.directory.ModelOptions;
import io.noisette.optim.AdamW;
import io.noisette.run.RunFacts;
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
import org.jspecify.annotations.Nullable;

/** Training task of one student with one random seed. */
final class StudentTraining implements TrainingTask<SequenceClassifier, StudentBatch> {

  private final StudentRun run;
  private final StudentData data;
  private final Console console;

  StudentTraining(StudentRun run, StudentData data, Console console) {
    this.run = run;
    this.data = data;
    this.console = console;
  }

  @Override
  public RunIdentity<?> getIdentity() {
    return run.identity();
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
        new AdamW(manager, model.getParameters(), run.settings().toAdamSettings()),
        run.timetable().toSchedule(run.settings().learningRate()),
        run.settings().clipNorm());
  }

  @Override
  public TrainStep<StudentBatch> newStep(NDManager manager, SequenceClassifier model) {
    return new StudentStep(manager, model, run.goal());
  }

  @Override
  public RunPlan toPlan(SequenceClassifier model) {
    return run.plan();
  }

  @Override
  public LoopSettings getLoopSettings() {
    return run.toLoopSettings();
  }

  @Override
  public RunFacts getFacts() {
    return getLoopSettings()
        .toFacts(data.texts().metric(), true, "weighted sum of both terms", "tokens");
  }

  @Override
  public BatchSource<StudentBatch> newBatches(SequenceClassifier model) {
    return run.batches();
  }

  @Override
  public Validator newValidator(NDManager manager, SequenceClassifier model) {
    ClassifierPredictor predictor =
        new ClassifierPredictor(
            manager, model, data.texts().task(), run.settings().microBatchTokens());
    return new TaskValidator(predictor, data.texts().metric(), data.dev());
  }

  @Override
  public void write(Path directory, SequenceClassifier model) throws IOException {
    model.write(directory);
    StoredPairFormat.write(directory, data.pairFormat());
    StoredMaxLength.write(directory, run.settings().maxLength());
    data.tokenizer().write(directory, model.getMaxLength());
  }

  private ModelOptions options(ModelDirectory directory) throws IOException {
    return new ModelOptions(
        data.labels(), run.settings().toDropout(directory), run.seed(), run.runtime().precision());
  }
}
