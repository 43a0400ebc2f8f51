package io.noisette.distillation.dataset;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.command.Console;
import io.noisette.command.Progress;
import io.noisette.command.StopSignal;
import io.noisette.distillation.dataset.real.LabelledTexts;
import io.noisette.distillation.dataset.real.RealTraining;
import io.noisette.model.ParameterSpec;
import io.noisette.random.Mix;
import io.noisette.run.AtomicDirectory;
import io.noisette.run.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Networks trained on real texts, whose weights are the initial ones of a distillation; each is
 * stored when it is ready.
 */
final class PretrainedNetworks {

  /** Name of their directory in the output directory. */
  static final String DIRECTORY_NAME = "pretrained";

  private static final String FILE_NAME = "model.safetensors";

  private final SetNetworks networks;
  private final RealTraining training;
  private final LabelledTexts texts;
  private final Console console;

  PretrainedNetworks(
      SetNetworks networks, RealTraining training, LabelledTexts texts, Console console) {
    this.networks = networks;
    this.training = training;
    this.texts = texts;
    this.console = console;
  }

  /**
   * Reads the networks of an output directory, and trains those that are missing.
   *
   * @param owner of the weights
   * @return fewer than {@code count} if a stop was requested before all were ready
   */
  List<List<NDArray>> open(
      NDManager owner, Path output, SetDescription set, int count, StopSignal stop)
      throws IOException {
    Path directory = output.resolve(DIRECTORY_NAME);
    Files.createDirectories(directory);
    AtomicDirectory.removeLeftovers(directory);
    List<ParameterSpec> layout = networks.getNetwork().getLayout();
    List<List<NDArray>> all = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      Path network = directory.resolve("network-" + (number + 1));
      if (!Files.exists(network)) {
        try (NDManager scope = owner.newSubManager()) {
          List<NDArray> trained = train(scope, set, number, count, stop);
          if (trained == null) {
            break;
          }
          write(network, trained);
        }
      }
      all.add(StoredNetwork.read(owner, network.resolve(FILE_NAME), layout));
    }
    return all;
  }

  private void write(Path network, List<NDArray> trained) throws IOException {
    try (AtomicDirectory unfinished = AtomicDirectory.create(network)) {
      List<ParameterSpec> layout = networks.getNetwork().getLayout();
      StoredNetwork.write(unfinished.getPath().resolve(FILE_NAME), layout, trained);
      unfinished.commit();
    } catch (IOException e) {
      throw DurableFiles.name(network, e);
    }
  }

  private @Nullable List<NDArray> train(
      NDManager owner, SetDescription set, int number, int count, StopSignal stop)
      throws IOException {
    String name = "pretraining network " + (number + 1) + " of " + count;
    long[] seen = {0};
    try (NDManager scope = owner.newSubManager();
        Progress progress =
            console.progress(
                name, RealTraining.countSteps(texts, set.pretrainingEpochs()), "steps")) {
      return training.train(
          owner,
          networks.getFixed(scope, number),
          texts,
          set.pretrainingEpochs(),
          Mix.of(set.seed(), number),
          () -> {
            progress.update(seen[0]++, "");
            return !stop.isRequested();
          });
    }
  }
}
