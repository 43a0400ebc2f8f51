package io.noisette.bart;

import ai.djl.ndarray.NDManager;
import io.noisette.bart.model.ExampleBatch;
import io.noisette.bart.model.ModelKind;
import io.noisette.bart.model.PretrainedBart;
import io.noisette.bart.model.PretrainedModel;
import io.noisette.bart.model.PretrainedStack;
import io.noisette.command.Console;
import io.noisette.engine.Precision;
import io.noisette.failure.UsageException;
import io.noisette.model.DropoutRates;
import io.noisette.model.bart.BartConfig;
import io.noisette.model.bart.BartModel;
import io.noisette.model.bart.BartSpecialTokens;
import io.noisette.model.bart.SingleStackConfig;
import io.noisette.model.bart.SingleStackModel;
import io.noisette.noise.TokenizerVocabulary;
import io.noisette.optim.AdamW;
import io.noisette.schedule.PolynomialSchedule;
import io.noisette.settings.SettingsSchema;
import io.noisette.tokenizer.Tokenizer;
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

/** Training task of BART pretraining, by the objective that the settings choose. */
final class BartPretraining implements TrainingTask<PretrainedModel, ExampleBatch> {

  private final BartPretrainConfig config;
  private final TrainingSettings settings;
  private final PretrainingData data;
  private final PretrainingExamples examples;
  private final BartPlan plan;
  private final Console console;

  BartPretraining(
      BartPretrainConfig config,
      PretrainingData data,
      PretrainingExamples examples,
      Console console) {
    this.config = config;
    this.settings = config.training();
    this.data = data;
    this.examples = examples;
    this.plan = new BartPlan(config);
    this.console = console;
  }

  @Override
  public RunIdentity<?> getIdentity() throws IOException {
    return new RunIdentity<>(
        "bart-pretrain",
        SettingsSchema.of(BartPretrainConfig.class),
        config.withVocabSize(data.getTokenizer().getSize()),
        examples.digests());
  }

  @Override
  public @Nullable Path findStart() throws IOException {
    return StartingModel.find(settings, data.getTokenizer(), console, config::readVocabularySize);
  }

  @Override
  public PretrainedModel initialize(NDManager manager) {
    Tokenizer tokenizer = data.getTokenizer();
    int eos = tokenizer.getEosId();
    BartSpecialTokens special =
        new BartSpecialTokens(tokenizer.getBosId(), tokenizer.getPadId(), eos, eos);
    BartConfig model = config.toModel(tokenizer.getSize(), special);
    Precision precision = config.runtime().precision();
    if (kind().isSingleStack()) {
      int mask = new TokenizerVocabulary(tokenizer).getMaskId();
      SingleStackConfig stack = new SingleStackConfig(model, config.objective().toString(), mask);
      return new PretrainedStack(
          SingleStackModel.initialize(manager, stack, precision, settings.seed()),
          stack.objective());
    }
    return new PretrainedBart(
        BartModel.initialize(manager, model, precision, settings.seed()),
        config.objective().toString());
  }

  @Override
  public PretrainedModel read(NDManager manager, Path directory) throws IOException {
    return PretrainedModel.read(
            manager,
            directory,
            kind(),
            new PretrainedModel.Start(
                config.runtime().precision(),
                settings.seed(),
                stored -> adapt(config.completeModel(stored), directory)),
            console::info)
        .forObjective(config.objective().toString());
  }

  private BartConfig adapt(BartConfig stored, Path directory) {
    if (settings.sequenceLength() > stored.maxPositionEmbeddings()) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "--sequence-length %d is longer than %s allows (max_position_embeddings = %d)",
              settings.sequenceLength(),
              directory,
              stored.maxPositionEmbeddings()));
    }
    return stored.withDropout(new DropoutRates(settings.dropout(), 0, 0, 0));
  }

  @Override
  public UpdateRule newUpdateRule(NDManager manager, PretrainedModel model) {
    return new UpdateRule(
        new AdamW(manager, model.getParameters(), settings.toAdamSettings()),
        new PolynomialSchedule(
            settings.learningRate(), 0, 1, settings.warmupSteps(), settings.steps()),
        settings.clipNorm());
  }

  @Override
  public TrainStep<ExampleBatch> newStep(NDManager manager, PretrainedModel model) {
    int threads = config.runtime().threads();
    Lanes<PretrainedModel> lanes =
        new Lanes<>(
            manager, model, plan.lanes(model.getConfig()), threads, PretrainedModel::replicate);
    return new PlainStep<>(manager, lanes, ExampleBatch::split, PretrainedModel::forwardBackward);
  }

  @Override
  public RunPlan toPlan(PretrainedModel model) {
    return plan.of(model.getConfig(), data);
  }

  @Override
  public LoopSettings getLoopSettings() {
    return settings.toLoopSettings(config.runtime());
  }

  @Override
  public BatchSource<ExampleBatch> newBatches(PretrainedModel model) {
    return examples.batches(model.getConfig());
  }

  @Override
  public @Nullable Validator newValidator(NDManager manager, PretrainedModel model) {
    return examples.validator(manager, model);
  }

  @Override
  public void write(Path directory, PretrainedModel model) throws IOException {
    model.write(directory);
    data.getTokenizer().write(directory, model.getConfig().maxPositionEmbeddings());
  }

  private ModelKind kind() {
    return config.objective().getObjective().getModelKind();
  }
}
