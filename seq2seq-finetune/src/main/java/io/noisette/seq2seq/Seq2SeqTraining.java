package io.noisette.seq2seq;

import ai.djl.ndarray.NDManager;
import io.noisette.adversary.FineTuningStep;
import io.noisette.command.Console;
import io.noisette.engine.Precision;
import io.noisette.generate.search.GenerationConfigFile;
import io.noisette.generate.target.SourceLimit;
import io.noisette.generate.target.SourcePrefix;
import io.noisette.model.LabelSmoothing;
import io.noisette.model.Seq2SeqBatch;
import io.noisette.model.bart.BartConfig;
import io.noisette.model.bart.BartDirectory;
import io.noisette.model.bart.BartLayout;
import io.noisette.model.bart.ConditionalDirectory;
import io.noisette.model.bart.ConditionalModel;
import io.noisette.optim.AdamW;
import io.noisette.run.RunFacts;
import io.noisette.seq2seq.Seq2SeqFinetuneRecipe.Objective;
import io.noisette.settings.SettingsSchema;
import io.noisette.tokenizer.Tokenizer;
import io.noisette.train.BatchSource;
import io.noisette.train.LoopSettings;
import io.noisette.train.RunIdentity;
import io.noisette.train.RunPlan;
import io.noisette.train.StepBatch;
import io.noisette.train.TrainStep;
import io.noisette.train.TrainingTask;
import io.noisette.train.UpdateRule;
import io.noisette.train.Validator;
import io.noisette.train.step.Lanes;
import io.noisette.train.step.PlainStep;
import io.noisette.train.step.PlainStep.DetailedPass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Training task of fine-tuning a model on pairs of texts. */
final class Seq2SeqTraining implements TrainingTask<ConditionalModel, Seq2SeqBatch> {

  private final Seq2SeqFinetuneConfig config;
  private final Seq2SeqTrainingSettings settings;
  private final Seq2SeqData data;
  private final @Nullable Objective objective;
  private final Console console;
  private final EpochPlan steps;
  private final SearchPlan search;

  /**
   * Creates the task.
   *
   * @param config settings without values that depend on the machine
   * @param objective what the run minimizes; null: the cross-entropy of the targets
   */
  Seq2SeqTraining(
      Seq2SeqFinetuneConfig config,
      Seq2SeqData data,
      @Nullable Objective objective,
      Console console)
      throws IOException {
    this.config = config;
    this.settings = config.training();
    this.data = data;
    this.objective = objective;
    this.console = console;
    steps = new EpochPlan(data.train(), settings, config.seed());
    SourceInput.requireFit(config, data);
    search = SearchPlan.of(config, data.model(), data.findLongestTarget());
  }

  @Override
  public RunIdentity<?> getIdentity() {
    return objective != null
        ? objective.toIdentity(data.digests())
        : toIdentity(config, data.digests());
  }

  /** Returns what tells a run of the settings from others. */
  static RunIdentity<?> toIdentity(Seq2SeqFinetuneConfig config, Map<String, String> digests) {
    return new RunIdentity<>(
        "seq2seq-finetune", SettingsSchema.of(Seq2SeqFinetuneConfig.class), config, digests);
  }

  @Override
  public @Nullable Path findStart() {
    return config.randomInit() ? null : data.model().directory();
  }

  @Override
  public ConditionalModel initialize(NDManager manager) throws IOException {
    console.info("initializing all weights randomly, with the model config of " + config.model());
    return ofStage(
        new ConditionalDirectory(data.model().directory())
            .initialize(
                manager,
                withDropout(data.model().config()),
                config.runtime().precision(),
                config.seed()));
  }

  @Override
  public ConditionalModel read(NDManager manager, Path directory) throws IOException {
    Integer layers = config.layers();
    // Of a model with more layers, tensors are not used on purpose.
    ConditionalDirectory stored =
        new ConditionalDirectory(directory, layers == null ? console::info : unused -> {});
    BartConfig own = layers == null ? stored.readConfig() : stored.readConfig().withLayers(layers);
    Precision precision = config.runtime().precision();
    BartConfig whole = data.model().config();
    boolean isNew = whole.sourceEncoder() != null && own.sourceEncoder() == null;
    return ofStage(
        isNew
            ? new BartDirectory(directory, console::info)
                .readWithNewSourceEncoder(manager, withDropout(whole), precision, config.seed())
            : stored.read(manager, withDropout(own), precision));
  }

  private ConditionalModel ofStage(ConditionalModel model) {
    if (config.sourceLanguage().isFirstStage()) {
      model.getParameters().exclude(name -> !BartLayout.isTrainedFirst(name));
    }
    return model;
  }

  @Override
  public UpdateRule newUpdateRule(NDManager manager, ConditionalModel model) {
    return new UpdateRule(
        new AdamW(manager, model.getParameters(), settings.toAdamSettings()),
        steps.toSchedule(),
        settings.clipNorm());
  }

  @Override
  public TrainStep<Seq2SeqBatch> newStep(NDManager manager, ConditionalModel model) {
    int count = new Seq2SeqPlan(config).lanes(model.getConfig());
    int threads = config.runtime().threads();
    Lanes<ConditionalModel> lanes =
        new Lanes<>(manager, model, count, threads, ConditionalModel::replicate);
    PlainStep<ConditionalModel, Seq2SeqBatch> plain = newPlainStep(manager, lanes);
    return new FineTuningStep<>(config.adversary(), manager, model, plain, new SourceInput());
  }

  private PlainStep<ConditionalModel, Seq2SeqBatch> newPlainStep(
      NDManager manager, Lanes<ConditionalModel> lanes) {
    DetailedPass<ConditionalModel, Seq2SeqBatch> own =
        objective == null ? null : objective.findPass(manager);
    if (own != null) {
      return PlainStep.withTerms(manager, lanes, StepBatch::targetTokens, Seq2SeqBatch::split, own);
    }
    LabelSmoothing smoothing = settings.toLabelSmoothing();
    return smoothing.isUsed()
        ? PlainStep.smoothed(
            manager,
            lanes,
            Seq2SeqBatch::split,
            (replica, scope, part, pass) -> replica.forwardBackward(scope, part, pass, smoothing))
        : new PlainStep<>(manager, lanes, Seq2SeqBatch::split, ConditionalModel::forwardBackward);
  }

  @Override
  public RunPlan toPlan(ConditionalModel model) {
    return toPlan();
  }

  /** Returns the summary of the run, which needs no weights. */
  RunPlan toPlan() {
    return new Seq2SeqPlan(config).of(data.model().config(), data, steps, search);
  }

  @Override
  public LoopSettings getLoopSettings() {
    return steps.toLoopSettings(config.runtime());
  }

  @Override
  public RunFacts getFacts() {
    return getLoopSettings()
        .toFacts(
            Seq2SeqValidator.choiceOf(config.metric()),
            config.metric() != Seq2SeqMetric.LOSS,
            RunFacts.NATS_PER_TARGET_TOKEN,
            RunFacts.TARGET_TOKENS);
  }

  @Override
  public BatchSource<Seq2SeqBatch> newBatches(ConditionalModel model) {
    int start = model.getConfig().special().decoderStart();
    return new Seq2SeqBatches(data.train(), steps, settings.microBatchTokens(), start);
  }

  @Override
  public Validator newValidator(NDManager manager, ConditionalModel model) {
    return new Seq2SeqValidator(manager, model, data, search, config, console);
  }

  @Override
  public void write(Path directory, ConditionalModel model) throws IOException {
    new ConditionalDirectory(directory).write(model);
    GenerationConfigFile.write(directory, search.settings());
    SourcePrefix.write(directory, data.prefix());
    new SourceLimit(config.lengths().maxSourceLength(), config.lengths().truncate())
        .write(directory);
    data.model().tokenizer().write(directory, model.getConfig().maxPositionEmbeddings());
    Tokenizer source = data.model().sourceTokenizer();
    if (source != null) {
      Files.write(directory.resolve(BartDirectory.SOURCE_TOKENIZER), source.getFileBytes());
    }
  }

  private BartConfig withDropout(BartConfig stored) {
    return stored.withDropout(settings.toDropout(stored.getDropoutRates()));
  }
}
