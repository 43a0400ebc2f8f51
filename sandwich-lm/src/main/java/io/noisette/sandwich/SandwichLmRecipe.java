package io.noisette.sandwich;

import ai.djl.ndarray.NDManager;
import io.noisette.command.Console;
import io.noisette.command.StopSignal;
import io.noisette.corpus.TokenStream;
import io.noisette.engine.Parameters;
import io.noisette.engine.Torch;
import io.noisette.model.sandwich.LanguageBatch;
import io.noisette.model.sandwich.SandwichDirectory;
import io.noisette.model.sandwich.SandwichModel;
import io.noisette.model.sandwich.StreamScorer;
import io.noisette.optim.AdamW;
import io.noisette.optim.Nag;
import io.noisette.optim.Optimizer;
import io.noisette.run.Machine;
import io.noisette.settings.SettingsSchema;
import io.noisette.tokenizer.Tokenizer;
import io.noisette.train.Lanes;
import io.noisette.train.PlainStep;
import io.noisette.train.RunIdentity;
import io.noisette.train.RunLog;
import io.noisette.train.RuntimeSettings;
import io.noisette.train.TrainingLog;
import io.noisette.train.TrainingLoop;
import io.noisette.train.TrainingRun;
import io.noisette.train.TrainingSettings;
import io.noisette.train.TrainingState;
import io.noisette.train.UpdateRule;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Trains a sandwich language model: text, model, optimizer and loop put together. */
public final class SandwichLmRecipe {

  private static final double BETA1 = 0.9;

  private final SandwichLmConfig config;
  private final RuntimeSettings runtime;
  private final TrainingSettings settings;
  private final Console console;

  public SandwichLmRecipe(SandwichLmConfig config, Console console) throws IOException {
    this.runtime = config.runtime().settledOn(Machine.describe(), console);
    this.config = config.withRuntime(runtime).withShapeOfModel();
    this.settings = config.training();
    this.console = console;
  }

  /** Trains to the last step, or to the next one when asked to stop. */
  public SandwichLmResult train(StopSignal stop) throws IOException {
    runtime.requireOutput(); // before the corpus is read
    Torch.setThreads(runtime.threads());
    try (LanguageData data = LanguageData.open(config.requireCorpus(), config.validation())) {
      TrainingState end = train(data, stop);
      return new SandwichLmResult(end, end.best());
    }
  }

  private TrainingState train(LanguageData data, StopSignal stop) throws IOException {
    StreamBlocks blocks = blocks(data);
    try (TrainingRun run = TrainingRun.open(runtime, identityOf(data), console);
        NDManager manager = Torch.newManager(runtime.device());
        SandwichModel model =
            new StartingModel(config, data, console).open(manager, run.getResumePoint());
        Optimizer optimizer = optimizer(manager, model.getParameters());
        Lanes<SandwichModel> lanes = openLanes(manager, model)) {
      TrainingState start = run.restore(optimizer);
      LanguageValidator validator = validator(manager, model, data);
      introduce(model, blocks, validator, data, start);
      try (TrainingLog log =
          new RunLog(console, run.getDirectory(), runtime, settings.steps(), start.step())) {
        return new TrainingLoop<>(
                settings.toLoopSettings(runtime),
                blocks,
                new PlainStep<>(
                    manager, lanes, LanguageBatch::split, SandwichModel::forwardBackward),
                new UpdateRule(
                    optimizer, config.optimization().toSchedule(settings), settings.clipNorm()),
                validator,
                run.checkpoints(optimizer, path -> write(path, model, data.getTokenizer())),
                log)
            .train(start, stop);
      }
    }
  }

  private StreamBlocks blocks(LanguageData data) {
    return new StreamBlocks(
        data.getStream(),
        settings.sequenceLength(),
        settings.seed(),
        settings.tokensPerStep(),
        settings.microBatchTokens());
  }

  private Lanes<SandwichModel> openLanes(NDManager manager, SandwichModel model) {
    int count = settings.countLanes(model.getConfig().getParameterCount(), runtime);
    return new Lanes<>(manager, model, count, runtime.threads(), SandwichModel::replicate);
  }

  private Optimizer optimizer(NDManager manager, Parameters parameters) {
    OptimizerSettings own = config.optimization();
    return switch (own.optimizer()) {
      case NAG -> new Nag(manager, parameters, own.momentum(), settings.weightDecay());
      case ADAMW ->
          new AdamW(
              manager,
              parameters,
              new AdamW.Settings(
                  BETA1, settings.adamBeta2(), settings.adamEps(), settings.weightDecay()));
    };
  }

  private void introduce(
      SandwichModel model,
      StreamBlocks blocks,
      @Nullable LanguageValidator validator,
      LanguageData data,
      TrainingState start) {
    RunIntroduction introduction = new RunIntroduction(config, console);
    introduction.tell(model.getConfig(), blocks, start);
    if (validator != null) {
      introduction.tellValidation(validator, data.getNormaliser());
    }
  }

  private @Nullable LanguageValidator validator(
      NDManager manager, SandwichModel model, LanguageData data) {
    TokenStream stream = data.getValidationStream();
    return stream == null
        ? null
        : new LanguageValidator(
            new StreamScorer(manager, model, settings.microBatchTokens()),
            stream,
            settings.sequenceLength(),
            config.validationTokens());
  }

  private static void write(Path directory, SandwichModel model, Tokenizer tokenizer)
      throws IOException {
    new SandwichDirectory(directory).write(model);
    tokenizer.write(directory);
  }

  private RunIdentity<?> identityOf(LanguageData data) {
    return new RunIdentity<>(
        "sandwich-lm", SettingsSchema.of(SandwichLmConfig.class), config, data.getDigests());
  }
}
