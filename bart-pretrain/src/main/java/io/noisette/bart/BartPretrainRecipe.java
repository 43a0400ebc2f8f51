package io.noisette.bart;

import ai.djl.ndarray.NDManager;
import io.noisette.command.Console;
import io.noisette.command.StopSignal;
import io.noisette.engine.Torch;
import io.noisette.model.Seq2SeqBatch;
import io.noisette.model.bart.BartConfig;
import io.noisette.model.bart.BartDirectory;
import io.noisette.model.bart.BartModel;
import io.noisette.noise.NoiseSetting;
import io.noisette.noise.PluginDigest;
import io.noisette.noise.TokenizerVocabulary;
import io.noisette.noising.Noise;
import io.noisette.noising.NoiseCompiler;
import io.noisette.optim.AdamW;
import io.noisette.run.Machine;
import io.noisette.schedule.PolynomialSchedule;
import io.noisette.settings.SettingsSchema;
import io.noisette.tokenizer.Tokenizer;
import io.noisette.train.BatchSource;
import io.noisette.train.LaneRule;
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
import io.noisette.train.Validator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Pretrains a BART: text, noise, model and loop put together. */
public final class BartPretrainRecipe {

  private static final double BETA1 = 0.9;

  /** Where a run tells how it goes, opened when it is ready to begin. */
  @FunctionalInterface
  interface LogOpener {
    TrainingLog open(Path run, BartConfig model, PretrainingData data, TrainingState start)
        throws IOException;
  }

  private final BartPretrainConfig config;
  private final RuntimeSettings runtime;
  private final TrainingSettings settings;
  private final NoiseCompiler noiseCompiler;
  private final Console console;

  public BartPretrainRecipe(BartPretrainConfig config, NoiseCompiler noiseCompiler, Console console)
      throws IOException {
    this.runtime = config.runtime().settledOn(Machine.describe(), console);
    this.config = config.withRuntime(runtime).withShapeOfModel();
    this.settings = config.training();
    this.noiseCompiler = noiseCompiler;
    this.console = console;
  }

  /** Trains to the last step; returns where it stands. */
  public TrainingState train() throws IOException {
    return train(new StopSignal());
  }

  /** Trains to the last step, or to the next one when asked to stop; returns where it stands. */
  public TrainingState train(StopSignal stop) throws IOException {
    return train(stop, this::tellAll);
  }

  TrainingState train(StopSignal stop, LogOpener logs) throws IOException {
    runtime.requireOutput(); // before the corpus is read
    Torch.setThreads(runtime.threads());
    try (PretrainingData data =
        PretrainingData.open(
            config.requireCorpus(), config.validation(), settings.sequenceLength())) {
      return train(data, noiseOf(data.getTokenizer()), stop, logs);
    }
  }

  private TrainingState train(PretrainingData data, Noise noise, StopSignal stop, LogOpener logs)
      throws IOException {
    try (TrainingRun run = TrainingRun.open(runtime, identityOf(data, noise), console);
        NDManager manager = Torch.newManager(runtime.device());
        BartModel model = openModel(manager, run.getResumePoint(), data.getTokenizer());
        AdamW optimizer = new AdamW(manager, model.getParameters(), adamSettings());
        Lanes<BartModel> lanes = openLanes(manager, model)) {
      TrainingState start = run.restore(optimizer);
      try (TrainingLog log = logs.open(run.getDirectory(), model.getConfig(), data, start)) {
        return new TrainingLoop<>(
                settings.toLoopSettings(runtime),
                batches(data, noise, model.getConfig()),
                new PlainStep<>(manager, lanes, Seq2SeqBatch::split, BartModel::forwardBackward),
                new UpdateRule(optimizer, schedule(), settings.clipNorm()),
                validator(manager, model, data, noise),
                run.checkpoints(optimizer, path -> write(path, model, data.getTokenizer())),
                log)
            .train(start, stop);
      }
    }
  }

  private TrainingLog tellAll(Path run, BartConfig model, PretrainingData data, TrainingState start)
      throws IOException {
    new RunIntroduction(config, console).tell(model, data, start);
    return new RunLog(console, run, runtime, settings.steps(), start.step());
  }

  private BartModel openModel(NDManager manager, @Nullable Path resumePoint, Tokenizer tokenizer)
      throws IOException {
    StartingModel start = new StartingModel(config, tokenizer, console);
    return resumePoint == null
        ? start.open(manager)
        : new BartDirectory(resumePoint)
            .read(manager, start.withDropout(resumePoint), runtime.precision());
  }

  private Lanes<BartModel> openLanes(NDManager manager, BartModel model) {
    int count =
        LaneRule.lanesOf(config.lanes(), model.getConfig().getParameterCount(), settings, runtime);
    return new Lanes<>(manager, model, count, runtime.threads(), BartModel::replicate);
  }

  Noise noiseOf(Tokenizer tokenizer) {
    return NoiseSetting.compile(config.noise(), noiseCompiler, new TokenizerVocabulary(tokenizer));
  }

  BatchSource<Seq2SeqBatch> batches(PretrainingData data, Noise noise, BartConfig model) {
    return new DenoisingBatches(
        data.getSamples(),
        denoising(noise, data.getTokenizer(), model),
        model.special().decoderStart(),
        settings.seed(),
        settings.tokensPerStep(),
        settings.microBatchTokens());
  }

  private @Nullable Validator validator(
      NDManager manager, BartModel model, PretrainingData data, Noise noise) {
    if (data.getValidationSamples() == null) {
      return null;
    }
    UnigramModel unigram = UnigramModel.of(data.getSamples(), model.getConfig().vocabSize());
    return new DenoisingValidator(
        new HeldOutLosses(manager, model, unigram),
        new HeldOutBatches(
            data.getValidationSamples(),
            denoising(noise, data.getTokenizer(), model.getConfig()),
            model.getConfig().special().decoderStart(),
            DenoisingValidator.SEED,
            config.validationTokens(),
            settings.microBatchTokens()));
  }

  private static DenoisingSample denoising(Noise noise, Tokenizer tokenizer, BartConfig model) {
    return new DenoisingSample(
        noise, new TokenizerVocabulary(tokenizer), model.special(), model.maxPositionEmbeddings());
  }

  private PolynomialSchedule schedule() {
    return new PolynomialSchedule(
        settings.learningRate(), 0, 1, settings.warmupSteps(), settings.steps());
  }

  private AdamW.Settings adamSettings() {
    return new AdamW.Settings(
        BETA1, settings.adamBeta2(), settings.adamEps(), settings.weightDecay());
  }

  private static void write(Path directory, BartModel model, Tokenizer tokenizer)
      throws IOException {
    new BartDirectory(directory).write(model);
    tokenizer.write(directory);
  }

  private RunIdentity<?> identityOf(PretrainingData data, Noise noise) throws IOException {
    return new RunIdentity<>(
        "bart-pretrain",
        SettingsSchema.of(BartPretrainConfig.class),
        config,
        digestsOf(data, noise));
  }

  private Map<String, String> digestsOf(PretrainingData data, Noise noise) throws IOException {
    Map<String, String> digests = new LinkedHashMap<>(data.getDigests());
    for (var plugin : noiseCompiler.findPlugins(noise.getSpec()).entrySet()) {
      digests.put("plug-in " + plugin.getKey(), PluginDigest.of(plugin.getValue()));
    }
    return digests;
  }
}
