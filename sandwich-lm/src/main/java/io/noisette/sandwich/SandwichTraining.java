package io.noisette.sandwich;

import ai.djl.ndarray.NDManager;
import io.noisette.command.Console;
import io.noisette.corpus.TokenStream;
import io.noisette.engine.Parameters;
import io.noisette.failure.UsageException;
import io.noisette.model.sandwich.LanguageBatch;
import io.noisette.model.sandwich.SandwichConfig;
import io.noisette.model.sandwich.SandwichDirectory;
import io.noisette.model.sandwich.SandwichModel;
import io.noisette.model.sandwich.StreamScorer;
import io.noisette.optim.AdamW;
import io.noisette.optim.Nag;
import io.noisette.optim.Optimizer;
import io.noisette.settings.SettingsSchema;
import io.noisette.train.BatchSource;
import io.noisette.train.LoopSettings;
import io.noisette.train.RunIdentity;
import io.noisette.train.RunPlan;
import io.noisette.train.StartingModel;
import io.noisette.train.TrainStep;
import io.noisette.train.TrainingSettings;
import io.noisette.train.TrainingTask;
import io.noisette.train.UpdateRule;
import io.noisette.train.Validator;
import io.noisette.train.step.Lanes;
import io.noisette.train.step.PlainStep;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Training task of a sandwich language model: next-token prediction on a token stream. */
final class SandwichTraining implements TrainingTask<SandwichModel, LanguageBatch> {

  private final SandwichLmConfig config;
  private final TrainingSettings settings;
  private final LanguageData data;
  private final StreamBatches blocks;
  private final SandwichPlan plan;
  private final Console console;

  SandwichTraining(SandwichLmConfig config, LanguageData data, Console console) {
    this.config = config;
    this.settings = config.training();
    this.data = data;
    this.blocks =
        new StreamBatches(
            data.getStream(),
            settings.sequenceLength(),
            settings.seed(),
            settings.tokensPerStep(),
            settings.microBatchTokens());
    this.plan = new SandwichPlan(config);
    this.console = console;
  }

  @Override
  public RunIdentity<?> getIdentity() {
    return new RunIdentity<>(
        "sandwich-lm",
        SettingsSchema.of(SandwichLmConfig.class),
        config.withVocabSize(data.getTokenizer().getSize()),
        data.getDigests());
  }

  @Override
  public @Nullable Path findStart() throws IOException {
    return StartingModel.find(
        settings, data.getTokenizer(), console, SandwichLmConfig::readVocabularySize);
  }

  @Override
  public SandwichModel initialize(NDManager manager) {
    SandwichConfig model = config.toModel(data.getTokenizer().getSize(), data.getTokens());
    return SandwichModel.initialize(manager, model, config.runtime().precision(), settings.seed());
  }

  @Override
  public SandwichModel read(NDManager manager, Path directory) throws IOException {
    SandwichDirectory stored = new SandwichDirectory(directory);
    SandwichConfig model = stored.readConfig().with(it -> it.dropout(config.rates()));
    if (settings.sequenceLength() > model.maxPositions()) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "--sequence-length %d is longer than %s allows (max_positions = %d)",
              settings.sequenceLength(),
              directory,
              model.maxPositions()));
    }
    return stored.read(manager, model, config.runtime().precision());
  }

  @Override
  public UpdateRule newUpdateRule(NDManager manager, SandwichModel model) {
    return new UpdateRule(
        newOptimizer(manager, model.getParameters()),
        config.optimization().toSchedule(settings),
        settings.clipNorm());
  }

  @Override
  public TrainStep<LanguageBatch> newStep(NDManager manager, SandwichModel model) {
    int lanes = plan.lanes(model.getConfig());
    int threads = config.runtime().threads();
    return new PlainStep<>(
        manager,
        new Lanes<>(manager, model, lanes, threads, SandwichModel::replicate),
        LanguageBatch::split,
        SandwichModel::forwardBackward);
  }

  @Override
  public RunPlan toPlan(SandwichModel model) {
    return plan.of(model.getConfig(), data, blocks);
  }

  @Override
  public LoopSettings getLoopSettings() {
    return settings.toLoopSettings(config.runtime());
  }

  @Override
  public BatchSource<LanguageBatch> newBatches(SandwichModel model) {
    return blocks;
  }

  @Override
  public @Nullable Validator newValidator(NDManager manager, SandwichModel model) {
    TokenStream stream = data.getValidationStream();
    return stream == null
        ? null
        : new LanguageValidator(
            new StreamScorer(manager, model, settings.microBatchTokens()),
            stream,
            settings.sequenceLength(),
            config.validationTokens());
  }

  @Override
  public void write(Path directory, SandwichModel model) throws IOException {
    new SandwichDirectory(directory).write(model);
    data.getTokenizer().write(directory);
  }

  private Optimizer newOptimizer(NDManager manager, Parameters parameters) {
    OptimizerSettings own = config.optimization();
    return switch (own.optimizer()) {
      case NAG -> new Nag(manager, parameters, own.momentum(), settings.weightDecay());
      case ADAMW -> new AdamW(manager, parameters, settings.toAdamSettings());
    };
  }
}
