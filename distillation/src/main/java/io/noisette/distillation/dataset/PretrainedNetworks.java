package io.noisette.distillation.dataset;

import static java.util.stream.Collectors.joining;

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
import io.noisette.run.OutputPlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Networks trained on real texts, whose weights are the initial ones of a distillation; each is
 * stored when it is ready, with what it depends on.
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
   * Reads the networks of an output directory, and trains those that are missing or were trained
   * with something else.
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
      Map<String, String> origin = networks.readOrigin(set, texts.getDigest(), number);
      if (!isTrainedWith(network, origin)) {
        try (NDManager scope = owner.newSubManager()) {
          List<NDArray> trained = train(scope, set, number, count, stop);
          if (trained == null) {
            break;
          }
          write(network, trained, origin);
        }
      }
      all.add(StoredNetwork.read(owner, network.resolve(FILE_NAME), layout));
    }
    return all;
  }

  /** Returns whether a network is there, and was trained with just this. */
  private boolean isTrainedWith(Path network, Map<String, String> origin) throws IOException {
    Path file = network.resolve(FILE_NAME);
    if (!Files.exists(file)) {
      return false;
    }
    Map<String, String> stored = StoredNetwork.readOrigin(file);
    if (!stored.equals(origin)) {
      console.info(
          "%s was trained with %s, and is trained again".formatted(network, tell(stored, origin)));
    }
    return stored.equals(origin);
  }

  private static String tell(Map<String, String> stored, Map<String, String> origin) {
    String changes =
        origin.entrySet().stream()
            .filter(now -> !now.getValue().equals(stored.get(now.getKey())))
            .map(
                now ->
                    "%s %s, not %s"
                        .formatted(now.getKey(), stored.get(now.getKey()), now.getValue()))
            .collect(joining(", "));
    return stored.isEmpty() ? "settings that it does not name" : changes;
  }

  private void write(Path network, List<NDArray> trained, Map<String, String> origin)
      throws IOException {
    List<ParameterSpec> layout = networks.getNetwork().getLayout();
    OutputPlace.createDirectories(network);
    AtomicDirectory.removeLeftovers(network);
    DurableFiles.replaceBy(
        network.resolve(FILE_NAME), file -> StoredNetwork.write(file, layout, trained, origin));
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
