package io.noisette.distillation.dataset;

import ai.djl.ndarray.NDManager;
import io.noisette.command.StopSignal;
import io.noisette.distillation.dataset.evaluation.DatasetEvaluation;
import io.noisette.distillation.dataset.evaluation.DatasetEvaluationConfig;
import io.noisette.engine.Torch;
import io.noisette.evaluation.EvaluationResult;
import io.noisette.model.Labels;
import io.noisette.model.SequenceClassifier;
import io.noisette.model.directory.ModelDirectory;
import io.noisette.model.directory.ModelOptions;
import io.noisette.settings.GivenValue;
import io.noisette.settings.SettingsSchema;
import io.noisette.testing.RecordingConsole;
import io.noisette.tokenizer.SmallTokenizers;
import io.noisette.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A task whose class one word decides, and its distillation in seconds. */
final class SmallDataset {

  private static final String[] GOOD = {"sun", "tea", "cake"};
  private static final String[] BAD = {"rain", "mud", "noise"};

  private final Path directory;

  /** Writes the data into a directory. */
  SmallDataset(Path directory) throws IOException {
    this.directory = Files.createDirectories(directory);
    writeRows("train.tsv", 120);
    writeRows("dev.tsv", 40);
    Files.write(
        directory.resolve("one.tsv"), List.of("text\tmood\tjoy", "rain\tbad\t1", "mud\tbad\t2"));
    String columns = "text: text\nlabel: mood\nlabels: [bad, good]\ndev: dev.tsv\n";
    Files.writeString(directory.resolve("mood.yaml"), columns + "train: train.tsv\n");
    Files.writeString(directory.resolve("one.yaml"), columns + "train: one.tsv\n");
    Files.writeString(
        directory.resolve("joy.yaml"),
        "text: text\nlabel: joy\nrange: [0, 5]\ntrain: train.tsv\ndev: dev.tsv\n");
  }

  Path task(String name) {
    return directory.resolve(name + ".yaml");
  }

  /** Writes a small RoBERTa with random weights and its tokenizer. */
  Path writeEncoder(String name) throws IOException, InterruptedException {
    Path model = Files.createDirectories(directory.resolve(name));
    Path tokenizer = SmallTokenizers.trainOnTable(model, directory.resolve("train.tsv"), 290);
    Files.writeString(
        model.resolve("config.json"),
        """
        {"model_type": "roberta", "architectures": ["RobertaModel"], "vocab_size": 290,
         "hidden_size": 12, "num_hidden_layers": 1, "num_attention_heads": 2,
         "intermediate_size": 16, "max_position_embeddings": 40, "type_vocab_size": 1,
         "layer_norm_eps": 1e-5, "pad_token_id": 1}
        """);
    try (Tokenizer loaded = Tokenizer.load(tokenizer);
        NDManager manager = Torch.newManager("cpu")) {
      loaded.write(model);
      ModelOptions options =
          ModelOptions.DEFAULT.with(
              it -> it.labels(Labels.of(List.of("x", "y"))).seed(name.length()));
      try (SequenceClassifier classifier =
          new ModelDirectory(model, notice -> {}).newClassifier(manager, options)) {
        classifier.write(model);
      }
    }
    return model;
  }

  /** Settings of a distillation, with others than the defaults as a user gives them. */
  DistillDatasetConfig config(Path output, Map<String, ?> changes) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("task", task("mood"));
    all.put("data", directory);
    all.put("words", "random");
    all.put("word-size", 8);
    all.put("maps", 6);
    all.put("max-length", 8);
    all.put("batch-size", 32);
    all.put("initial-rate", 0.1);
    all.put("learning-rate", 0.1);
    all.put("outer-steps", 60);
    all.put("validate-every", 20);
    all.put("log-every", 1);
    all.put("threads", 1);
    all.put("output", output);
    all.putAll(changes);
    return SettingsSchema.of(DistillDatasetConfig.class).read(given(all), Map.of());
  }

  /** Evaluates a set and returns the metrics of each row, by its name. */
  Map<String, EvaluationResult> evaluate(Path set, Map<String, ?> changes) throws IOException {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("task", "dataset");
    all.put("set", set);
    all.put("data", directory);
    all.put("networks", 3);
    all.put("threads", 1);
    all.putAll(changes);
    DatasetEvaluationConfig settings =
        SettingsSchema.of(DatasetEvaluationConfig.class).read(given(all), Map.of());
    Map<String, EvaluationResult> rows = new LinkedHashMap<>();
    for (EvaluationResult row :
        new DatasetEvaluation().evaluate(settings, new RecordingConsole(), new StopSignal())) {
      rows.put(String.valueOf(row.details().get("row")), row);
    }
    return rows;
  }

  private static Map<String, GivenValue> given(Map<String, Object> all) {
    Map<String, GivenValue> given = new LinkedHashMap<>();
    all.forEach(
        (name, value) -> given.put(name, new GivenValue("--" + name, List.of(value.toString()))));
    return given;
  }

  private void writeRows(String name, int count) throws IOException {
    List<String> rows = new ArrayList<>(List.of("text\tmood\tjoy"));
    for (int i = 0; i < count; i++) {
      String word = (i % 2 == 0 ? GOOD : BAD)[i / 2 % 3];
      rows.add(
          "we had %s on day %d\t%s".formatted(word, i / 6 % 5, i % 2 == 0 ? "good\t4" : "bad\t1"));
    }
    Files.write(directory.resolve(name), rows);
  }
}
