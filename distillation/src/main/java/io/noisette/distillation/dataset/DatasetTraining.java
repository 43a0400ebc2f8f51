package io.noisette.distillation.dataset;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.distillation.dataset.real.TextScorer;
import io.noisette.distillation.unroll.BackGradient;
import io.noisette.finetune.ExampleBatches;
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
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Training task whose model is a distilled set. */
final class DatasetTraining implements TrainingTask<DistilledSet, int[]> {

  private static final int VALIDATION_NETWORKS = 3; // with random initial weights

  private final DistillDatasetConfig config;
  private final SetData data;
  private final SetNetworks networks;
  private final NDArray table;
  private final StartOpener opener;
  private InitialWeights starts;

  /** Opens the initial weights, which may take a training of their own. */
  @FunctionalInterface
  interface StartOpener {
    InitialWeights open() throws IOException;
  }

  /**
   * Creates the task.
   *
   * @param table word vectors, (vocabulary, d)
   * @param opener called when the run directory is open
   */
  DatasetTraining(
      DistillDatasetConfig config,
      SetData data,
      SetNetworks networks,
      NDArray table,
      StartOpener opener) {
    this.config = config;
    this.data = data;
    this.networks = networks;
    this.table = table;
    this.opener = opener;
    starts = InitialWeights.random(networks, config.networks().networks());
  }

  @Override
  public RunIdentity<?> getIdentity() {
    return new RunIdentity<>(
        DistillDatasetCommand.NAME,
        SettingsSchema.of(DistillDatasetConfig.class),
        config,
        data.digests());
  }

  @Override
  public @Nullable Path findStart() {
    return null;
  }

  @Override
  public DistilledSet initialize(NDManager manager) {
    return DistilledSet.create(
        manager, data.description(), data.words(), config.synthetic().initialRate());
  }

  @Override
  public DistilledSet read(NDManager manager, Path directory) throws IOException {
    return DistilledSet.read(manager, directory);
  }

  @Override
  public UpdateRule newUpdateRule(NDManager manager, DistilledSet set) {
    return new UpdateRule(
        new AdamW(manager, set.getParameters(), OuterSettings.ADAM, name -> false),
        config.outer().toSchedule(),
        0);
  }

  @Override
  public TrainStep<int[]> newStep(NDManager manager, DistilledSet set) {
    try {
      starts = opener.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new DistillationStep(
        manager,
        set,
        new BackGradient(networks.getNetwork().getKernels()),
        starts,
        data.toGoal(data.train()),
        table);
  }

  @Override
  public RunPlan toPlan(DistilledSet set) {
    return new DatasetPlan(config).of(data, networks.getNetwork().getLayout());
  }

  @Override
  public LoopSettings getLoopSettings() {
    OuterSettings outer = config.outer();
    return new LoopSettings(
        outer.outerSteps(),
        outer.seed(),
        0,
        outer.validateEvery(),
        config.runtime().checkpointEvery(),
        config.runtime().nonFinite());
  }

  @Override
  public RunFacts getFacts() {
    LoopSettings loop = getLoopSettings();
    return new RunFacts(
        loop.steps(),
        loop.validateEvery(),
        0,
        SetValidator.ACCURACY,
        true,
        "nats per real text after the training on the set",
        "tokens",
        List.of());
  }

  @Override
  public BatchSource<int[]> newBatches(DistilledSet set) {
    ExampleBatches batches =
        new ExampleBatches(
            data.train().getSize(),
            config.outer().seed(),
            config.outer().batchSize(),
            Integer.MAX_VALUE,
            data.train()::getLength);
    return cursor -> batches.read(cursor, (drawn, from, to) -> Arrays.copyOfRange(drawn, from, to));
  }

  @Override
  public Validator newValidator(NDManager manager, DistilledSet set) throws IOException {
    List<List<NDArray>> own = new ArrayList<>(starts.getStored());
    if (own.isEmpty()) {
      for (int number = 0; number < VALIDATION_NETWORKS; number++) {
        own.add(networks.getOfValidation(manager, number));
      }
    }
    SetData.Attack attack = data.attack();
    return new SetValidator(
        manager,
        set,
        new TextScorer(manager, networks.getNetwork(), table),
        own,
        data.toGoal(data.validation()),
        attack == null ? new int[0] : data.validation().findLabel(attack.from()),
        new NearestWords(manager, data.words(), table),
        config.runtime().requireOutput());
  }

  @Override
  public void write(Path directory, DistilledSet set) throws IOException {
    set.write(directory);
    if (data.description().init().isFixed()) {
      DistilledSet.writeStart(
          directory, networks.getNetwork().getLayout(), starts.getStored().get(0));
    }
    data.words().getTokenizer().write(directory);
  }
}
