package io.noisette.distillation;

import ai.djl.ndarray.NDManager;
import io.noisette.engine.Torch;
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
import java.util.Objects;

/** A task that is learned in seconds, with texts without labels and untrained models. */
public final class SmallDistillation {

  private static final String[] GOOD = {"sun", "tea", "cake"};
  private static final String[] BAD = {"rain", "mud", "noise"};

  private final Path directory;
  private final Path tokenizer;

  /** Writes data and a model config into a directory. */
  public SmallDistillation(Path directory) throws IOException, InterruptedException {
    this.directory = Files.createDirectories(directory);
    writeRows("train.tsv", 24);
    writeRows("dev.tsv", 20);
    Files.writeString(
        directory.resolve("mood.yaml"),
        "text: text\nlabel: mood\nlabels: [bad, good]\ntrain: train.tsv\ndev: dev.tsv\n");
    Files.writeString(
        directory.resolve("joy.yaml"),
        "text: text\nlabel: joy\nrange: [0, 5]\ntrain: train.tsv\ndev: dev.tsv\n");
    List<String> texts = new ArrayList<>();
    for (int i = 100; i < 140; i++) {
      texts.add(text(i));
    }
    Files.write(unlabelled(), texts);
    tokenizer = SmallTokenizers.trainOnTable(directory, directory.resolve("train.tsv"), 290);
    Files.createDirectories(config());
    Files.writeString(
        config().resolve("config.json"),
        """
        {"model_type": "roberta", "architectures": ["RobertaModel"], "vocab_size": 290,
         "hidden_size": 16, "num_hidden_layers": 2, "num_attention_heads": 2,
         "intermediate_size": 24, "max_position_embeddings": 66, "type_vocab_size": 1,
         "layer_norm_eps": 1e-5, "pad_token_id": 1, "hidden_dropout_prob": 0.1,
         "attention_probs_dropout_prob": 0.1}
        """);
    writeTokenizer(config());
  }

  /** A model config and a tokenizer without weights. */
  public Path config() {
    return directory.resolve("roberta");
  }

  public Path unlabelled() {
    return directory.resolve("unlabelled.txt");
  }

  public Path train() {
    return directory.resolve("train.tsv");
  }

  public Path task(String name) {
    return directory.resolve(name + ".yaml");
  }

  /** Writes a classifier with random weights. */
  public Path untrained(String name, Labels labels, long seed) throws IOException {
    Path model = Files.createDirectories(directory.resolve(name));
    ModelOptions options = ModelOptions.DEFAULT.with(it -> it.labels(labels).seed(seed));
    try (NDManager manager = Torch.newManager("cpu");
        SequenceClassifier classifier =
            new ModelDirectory(config(), notice -> {}).newClassifier(manager, options)) {
      classifier.write(model);
    }
    writeTokenizer(model);
    return model;
  }

  /** Settings of a distillation, with others than the defaults as a user gives them. */
  public DistillConfig config(Path teacher, Path output, Map<String, ?> changes) {
    Map<String, Object> all = settings(output);
    all.put("teacher", teacher);
    all.put("student", "random(" + config() + ")");
    all.putAll(changes);
    return read(DistillConfig.class, all);
  }

  /** Settings that all subcommands have, for a short training. */
  public Map<String, Object> settings(Path output) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("task", task("mood"));
    all.put("data", directory);
    all.put("output", output);
    all.put("max-length", 60);
    all.put("batch-size", 8);
    all.put("learning-rate", 3e-3);
    all.put("log-every", 1);
    all.put("checkpoint-every", 5);
    all.put("threads", 1);
    all.put("precision", "fp32"); // the same on every processor
    return all;
  }

  /** Settings of a subcommand as a user gives them. */
  public static <S extends Record> S read(Class<S> type, Map<String, ?> all) {
    Map<String, GivenValue> given = new LinkedHashMap<>();
    all.forEach(
        (name, value) -> {
          List<?> values = value instanceof List<?> list ? list : List.of(value);
          given.put(
              name, new GivenValue("--" + name, values.stream().map(String::valueOf).toList()));
        });
    return SettingsSchema.of(type).read(given, Map.of());
  }

  /** Distills to the end and returns the summary. */
  public static String distill(DistillConfig config) throws IOException {
    return Objects.requireNonNull(new DistillRecipe(config, new RecordingConsole()).train())
        .describe();
  }

  private void writeTokenizer(Path model) throws IOException {
    try (Tokenizer loaded = Tokenizer.load(tokenizer)) {
      loaded.write(model);
    }
  }

  private void writeRows(String name, int count) throws IOException {
    List<String> rows = new ArrayList<>(List.of("text\tmood\tjoy"));
    for (int i = 0; i < count; i++) {
      rows.add(text(i) + (isGood(i) ? "\tgood\t4." + i % 10 : "\tbad\t1." + i % 10));
    }
    Files.write(directory.resolve(name), rows);
  }

  private static boolean isGood(int i) {
    return i % 3 != 0;
  }

  private static String text(int i) {
    return "we had %s and number %d".formatted((isGood(i) ? GOOD : BAD)[i / 3 % 3], i);
  }
}
