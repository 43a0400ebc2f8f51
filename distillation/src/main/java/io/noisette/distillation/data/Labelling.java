package io.noisette.distillation.data;

import io.noisette.command.Console;
import io.noisette.command.StopSignal;
import io.noisette.distillation.transfer.ScoredModel;
import io.noisette.distillation.transfer.StoredScores;
import io.noisette.evaluation.task.TaskExamples;
import io.noisette.tokenizer.PairEncoder;
import io.noisette.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Computes the predictions of a model for all views of the texts without labels, and stores them.
 */
final class Labelling {

  /** Name of the directory of the logits in the output directory. */
  static final String DIRECTORY_NAME = "view-scores";

  private final DistillDataConfig config;
  private final DataInputs inputs;
  private final Console console;
  private final StopSignal stop;

  Labelling(DistillDataConfig config, DataInputs inputs, Console console, StopSignal stop) {
    this.config = config;
    this.inputs = inputs;
    this.console = console;
    this.stop = stop;
  }

  /** Returns the file with the logits of a seed. */
  Path toFile(long seed) {
    return config
        .runtime()
        .requireOutput()
        .resolve(DIRECTORY_NAME)
        .resolve("seed-" + seed + ".safetensors");
  }

  /**
   * Predicts all views, or reads what is stored; null if a stop was requested before the end.
   *
   * @param model that labels
   * @param seed of the noise
   */
  @Nullable ViewScores score(ScoredModel model, long seed) throws IOException {
    int labels = inputs.texts().task().labels().labels().size();
    TextViews views = makeViews(model, seed);
    Map<String, String> origin = new LinkedHashMap<>(model.readOrigin(inputs.texts()));
    origin.putAll(inputs.digests());
    origin.put("views", String.join(", ", views.views().stream().map(View::toString).toList()));
    origin.put("seed", Long.toString(seed));
    Map<String, Integer> rows = new LinkedHashMap<>();
    for (int i = 0; i < views.views().size(); i++) {
      rows.put("view-" + i, views.examples().get(i).getSize());
    }
    StoredScores stored = StoredScores.read(toFile(seed), origin, rows, labels);
    if (stored == null) {
      List<float[]> logits =
          model.score(
              "labels",
              inputs.texts().task(),
              inference(),
              console,
              stop,
              (tokenizer, encoder) -> views.examples());
      if (logits == null) {
        return null;
      }
      Map<String, float[]> named = new LinkedHashMap<>();
      logits.forEach(view -> named.put("view-" + named.size(), view));
      stored = new StoredScores(origin, named);
      stored.write(toFile(seed), labels);
    }
    return new ViewScores(
        inputs.texts().task().labels(),
        views.views(),
        List.copyOf(stored.logits().values()),
        views.emptied());
  }

  /** Predicts the dev files; null if a stop was requested before the end. */
  @Nullable List<float[]> scoreDev(ScoredModel model) throws IOException {
    List<TaskExamples> dev = new ArrayList<>(inputs.texts().dev());
    return model.score("teacher", inputs.texts().task(), dev, inference(), console, stop);
  }

  private TextViews makeViews(ScoredModel model, long seed) throws IOException {
    try (Tokenizer tokenizer = Tokenizer.load(model.directory())) {
      PairEncoder encoder = new PairEncoder(tokenizer, model.maxLength(), model.pairFormat());
      return TextViews.of(
          config.labels().toViews(),
          inputs.compiler(),
          seed,
          inputs.texts().unlabelled(),
          tokenizer,
          encoder);
    }
  }

  private ScoredModel.Inference inference() {
    return new ScoredModel.Inference(
        config.runtime().device(),
        config.runtime().threads(),
        config.training().microBatchTokens());
  }
}
