package io.noisette.bart;

import ai.djl.ndarray.NDManager;
import io.noisette.command.Console;
import io.noisette.failure.UsageException;
import io.noisette.model.DropoutRates;
import io.noisette.model.Seq2SeqBatch;
import io.noisette.model.bart.BartConfig;
import io.noisette.model.bart.BartDirectory;
import io.noisette.model.bart.BartModel;
import io.noisette.model.bart.BartSpecialTokens;
import io.noisette.optim.AdamW;
import io.noisette.schedule.PolynomialSchedule;
import io.noisette.settings.SettingsSchema;
import io.noisette.tokenizer.Tokenizer;
import io.noisette.train.BatchSource;
import io.noisette.train.Lanes;
import io.noisette.train.LoopSettings;
import io.noisette.train.PlainStep;
import io.noisette.train.RunIdentity;
import io.noisette.train.RunPlan;
import io.noisette.train.StartingModel;
import io.noisette.train.TrainStep;
import io.noisette.train.TrainingSettings;
import io.noisette.train.TrainingTask;
import io.noisette.train.UpdateRule;
import io.noisette.train.Validator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Training task of BART pretraining, by the objective that the settings choose. */
final class BartPretraining implements TrainingTask<BartModel, Seq2SeqBatch> {

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
    return StartingModel.find(
        settings,
        data.getTokenizer(),
        console,
        directory -> new BartDirectory(directory).readConfigOfOneVocabulary().vocabSize());
  }

  @Override
  public BartModel initialize(NDManager manager) {
    Tokenizer tokenizer = data.getTokenizer();
    int eos = tokenizer.getEosId();
    BartSpecialTokens special =
        new BartSpecialTokens(tokenizer.getBosId(), tokenizer.getPadId(), eos, eos);
    BartConfig model = config.toModel(tokenizer.getSize(), special);
    return BartModel.initialize(manager, model, config.runtime().precision(), settings.seed());
  }

  @Override
  public BartModel read(NDManager manager, Path directory) throws IOException {
    BartDirectory stored = new BartDirectory(directory, console::info);
    BartConfig model =
        stored
            .readConfigOfOneVocabulary()
            .withDropout(new DropoutRates(settings.dropout(), 0, 0, 0));
    if (settings.sequenceLength() > model.maxPositionEmbeddings()) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "--sequence-length %d is longer than %s allows (max_position_embeddings = %d)",
              settings.sequenceLength(),
              directory,
              model.maxPositionEmbeddings()));
    }
    return stored.read(manager, model, config.runtime().precision());
  }

  @Override
  public UpdateRule newUpdateRule(NDManager manager, BartModel model) {
    return new UpdateRule(
        new AdamW(manager, model.getParameters(), settings.toAdamSettings()),
        new PolynomialSchedule(
            settings.learningRate(), 0, 1, settings.warmupSteps(), settings.steps()),
        settings.clipNorm());
  }

  @Override
  public TrainStep<Seq2SeqBatch> newStep(NDManager manager, BartModel model) {
    int threads = config.runtime().threads();
    Lanes<BartModel> lanes =
        new Lanes<>(manager, model, plan.lanes(model.getConfig()), threads, BartModel::replicate);
    return new PlainStep<>(manager, lanes, Seq2SeqBatch::split, BartModel::forwardBackward);
  }

  @Override
  public RunPlan toPlan(BartModel model) {
    return plan.of(model.getConfig(), data);
  }

  @Override
  public LoopSettings getLoopSettings() {
    return settings.toLoopSettings(config.runtime());
  }

  @Override
  public BatchSource<Seq2SeqBatch> newBatches(BartModel model) {
    return examples.batches(model.getConfig());
  }

  @Override
  public @Nullable Validator newValidator(NDManager manager, BartModel model) {
    return examples.validator(manager, model);
  }

  @Override
  public void write(Path directory, BartModel model) throws IOException {
    new BartDirectory(directory).write(model);
    data.getTokenizer().write(directory);
  }
}
