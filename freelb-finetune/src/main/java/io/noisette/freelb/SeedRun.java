package io.noisette.freelb;

import ai.djl.ndarray.NDManager;
import io.noisette.command.Console;
import io.noisette.command.StopSignal;
import io.noisette.engine.Torch;
import io.noisette.evaluation.task.ClassifierPredictor;
import io.noisette.freelb.adversary.Adversary;
import io.noisette.model.SequenceClassifier;
import io.noisette.optim.AdamW;
import io.noisette.settings.SettingsSchema;
import io.noisette.train.LoopSettings;
import io.noisette.train.RunIdentity;
import io.noisette.train.RunLog;
import io.noisette.train.RuntimeSettings;
import io.noisette.train.TrainingLog;
import io.noisette.train.TrainingLoop;
import io.noisette.train.TrainingRun;
import io.noisette.train.TrainingState;
import io.noisette.train.UpdateRule;
import io.noisette.train.Validator;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Fine-tunes with one seed: model, adversary, optimizer and loop put together. */
final class SeedRun {

  private static final String VERB = "freelb-finetune";

  private final FreeLbFinetuneConfig config;
  private final RuntimeSettings runtime;
  private final FineTuningSettings training;
  private final long seed;
  private final TaskData data;
  private final Timetable timetable;
  private final Console console;

  /**
   * @param config with one seed, and the output of its run
   */
  SeedRun(FreeLbFinetuneConfig config, TaskData data, Console console) {
    this.config = config;
    this.data = data;
    this.console = console;
    runtime = config.runtime();
    training = config.training();
    seed = config.seeds().get(0);
    timetable = Timetable.of(training, data.train().getSize());
  }

  /**
   * The best dev figure of a run that is complete, or null.
   *
   * @throws io.noisette.failure.UsageException if there is a run with other settings
   */
  @Nullable Double findResult() throws IOException {
    TrainingState saved = TrainingRun.findSavedState(runtime.requireOutput(), identity());
    return saved != null && timetable.toLoopSettings(config).isOver(saved) ? saved.best() : null;
  }

  /** Trains to the end; returns the best dev figure, or null if it was stopped before. */
  @Nullable Double train(StopSignal stop) throws IOException {
    TrainingState end;
    try (TrainingRun run = TrainingRun.open(runtime, identity(), console);
        NDManager manager = Torch.newManager(runtime.device());
        SequenceClassifier model = start().open(manager, data.model(), run.getResumePoint());
        Adversary adversary = new Adversary(config.adversary(), manager, model);
        AdamW optimizer = new AdamW(manager, model.getParameters(), training.toAdamSettings())) {
      TrainingState start = run.restore(optimizer);
      introduce(model, start);
      LoopSettings loop = timetable.toLoopSettings(config);
      try (TrainingLog log =
          new RunLog(console, run.getDirectory(), runtime, timetable.steps(), start.step())) {
        end =
            new TrainingLoop<>(
                    loop,
                    batches(),
                    adversary,
                    new UpdateRule(
                        optimizer,
                        timetable.schedule(training.learningRate()),
                        training.clipNorm()),
                    validator(manager, model),
                    run.checkpoints(optimizer, path -> write(path, model)),
                    log)
                .train(start, stop);
      }
      if (!loop.isOver(end)) {
        return null;
      }
    }
    tellIfEarly(end);
    new BestPredictions(config, data, console).write();
    return end.best();
  }

  private void tellIfEarly(TrainingState end) {
    if (end.step() < timetable.steps()) {
      console.info(
          "seed %d ended after step %,d of %,d: no better %s since step %,d"
              .formatted(seed, end.step(), timetable.steps(), data.metric(), end.bestStep()));
    }
  }

  private StartingClassifier start() {
    return new StartingClassifier(config, data.task().labels().labels(), console);
  }

  private TaskBatches batches() {
    return new TaskBatches(data.train(), seed, training.batchSize(), training.microBatchTokens());
  }

  private Validator validator(NDManager manager, SequenceClassifier model) {
    ClassifierPredictor predictor =
        new ClassifierPredictor(manager, model, data.task(), training.microBatchTokens());
    return new TaskValidator(predictor, data.metric(), data.dev());
  }

  private void write(Path directory, SequenceClassifier model) throws IOException {
    model.write(directory);
    data.tokenizer().write(directory);
  }

  private void introduce(SequenceClassifier model, TrainingState start) {
    console.info(
        "seed %d: %s with %,d parameters, %,d steps of %d examples, rate %s after %,d steps of warm-up"
            .formatted(
                seed,
                model.getFamily().getModelType(),
                model.getParameters().getCount(),
                timetable.steps(),
                training.batchSize(),
                training.learningRate(),
                timetable.warmupSteps()));
    if (start.step() > 0) {
      console.info("going on from step %,d in %s".formatted(start.step(), runtime.requireOutput()));
    }
  }

  private RunIdentity<?> identity() {
    return new RunIdentity<>(
        VERB, SettingsSchema.of(FreeLbFinetuneConfig.class), config, data.digests());
  }
}
