package io.noisette.distillation.dataset;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.command.Console;
import io.noisette.command.StopSignal;
import io.noisette.distillation.dataset.real.RealTraining;
import io.noisette.engine.Torch;
import io.noisette.settings.SettingsSchema;
import io.noisette.train.Trainer;
import io.noisette.train.TrainingState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Distills a data set into synthetic texts: opens data and networks, trains initial weights on real
 * texts if they are to be, and hands the set over to a {@link Trainer}.
 */
public final class DistillDatasetRecipe {

  private final DistillDatasetConfig config;
  private final Console console;

  /** Creates a recipe without opening any file. */
  public DistillDatasetRecipe(DistillDatasetConfig config, Console console) {
    this.config = config.withPrecision();
    this.console = console;
  }

  /** Distills to the last outer step. */
  public TrainingState train() throws IOException {
    return train(new StopSignal());
  }

  /**
   * Distills to the last outer step or until a stop is requested. With {@code --dry-run}, only
   * prints the plan.
   *
   * @return the final state; that of a start after a dry run
   */
  public TrainingState train(StopSignal stop) throws IOException {
    if (config.runtime().isOnlyPlanned()) {
      showPlan();
      return TrainingState.START;
    }
    Trainer trainer = Trainer.of(config.runtime(), console);
    DistillDatasetConfig settled = config.withRuntime(trainer.getRuntime());
    Torch.setThreads(settled.runtime().threads());
    try (SetData data = SetData.open(settled, console);
        NDManager manager = Torch.newManager(settled.runtime().device());
        SetNetworks networks = SetNetworks.open(manager, data.description(), config.words())) {
      NDArray table = data.words().toArray(manager);
      return trainer.train(
          new DatasetTraining(
              settled,
              data,
              networks,
              table,
              () -> openStarts(settled, data, networks, manager, table, stop)),
          stop);
    }
  }

  private InitialWeights openStarts(
      DistillDatasetConfig settled,
      SetData data,
      SetNetworks networks,
      NDManager manager,
      NDArray table,
      StopSignal stop)
      throws IOException {
    SetDescription set = data.description();
    int count = settled.networks().countPerStep();
    return switch (set.init()) {
      case RANDOM -> InitialWeights.random(networks, count);
      case FIXED -> InitialWeights.of(networks, List.of(networks.getFixed(manager, 0)));
      case FIXED_PRETRAINED, RANDOM_PRETRAINED -> {
        RealTraining training =
            new RealTraining(
                manager,
                networks.getNetwork(),
                table,
                set.pretrainingRate(),
                "give a lower --pretraining-rate");
        Path output = settled.runtime().requireOutput();
        yield InitialWeights.of(
            networks,
            new PretrainedNetworks(networks, training, data.pretraining(), console)
                .open(manager, output, set, count, stop));
      }
    };
  }

  /** Prints the plan without training anything. */
  private void showPlan() throws IOException {
    try (SetData data = SetData.open(config, console);
        NDManager manager = Torch.newManager("cpu");
        SetNetworks networks = SetNetworks.open(manager, data.description(), config.words())) {
      new DatasetPlan(config)
          .of(data, networks.getNetwork().getLayout())
          .print(SettingsSchema.of(DistillDatasetConfig.class).toYaml(config), console);
    }
  }
}
