package io.noisette.distillation.sequence;

import io.noisette.seq2seq.Seq2SeqFinetuneConfig;
import io.noisette.seq2seq.Seq2SeqFinetuneRecipe;
import io.noisette.settings.GivenValue;
import io.noisette.settings.SettingsSchema;
import io.noisette.testing.RecordingConsole;
import io.noisette.tokenizer.SmallTokenizers;
import io.noisette.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Sentences that are translated word by word, and BARTs of two layers that learn it. */
final class SmallSequences {

  private static final String[][] COLOURS = {
    {"red", "rote"}, {"green", "grüne"}, {"blue", "blaue"}, {"dark", "dunkle"}
  };
  private static final String[][] THINGS = {
    {"sun", "sonne"}, {"house", "hütte"}, {"flower", "blume"}, {"lamp", "lampe"}
  };

  private final Path directory;

  /** Writes data and a model config into a directory. */
  SmallSequences(Path directory) throws IOException {
    this.directory = Files.createDirectories(directory);
    List<String> rows = new ArrayList<>();
    for (String[] colour : COLOURS) {
      for (String[] thing : THINGS) {
        rows.add("the %s %s\tdie %s %s".formatted(colour[0], thing[0], colour[1], thing[1]));
      }
    }
    Files.write(train(), rows);
    Files.write(validation(), rows.subList(2, 8));
    SmallTokenizers.trainOnTable(directory, train(), 330);
    newConfig("model", 330, "bart");
  }

  /** Writes a model config of two layers each, with the tokenizer. */
  Path newConfig(String name, int words, String type) throws IOException {
    Path model = Files.createDirectories(directory.resolve(name));
    Files.writeString(
        model.resolve("config.json"),
        """
        {"model_type": "%s", "architectures": ["BartForConditionalGeneration"],
         "vocab_size": %d, "d_model": 32, "encoder_layers": 2, "decoder_layers": 2,
         "encoder_attention_heads": 2, "decoder_attention_heads": 2, "encoder_ffn_dim": 48,
         "decoder_ffn_dim": 48, "max_position_embeddings": 24, "dropout": 0.1, "init_std": 0.02,
         "pad_token_id": 1, "bos_token_id": 0, "eos_token_id": 2, "decoder_start_token_id": 2}
        """
            .formatted(type, words));
    try (Tokenizer loaded = Tokenizer.load(directory.resolve("tokenizer.json"))) {
      loaded.write(model);
    }
    return model;
  }

  Path train() {
    return directory.resolve("train.tsv");
  }

  Path validation() {
    return directory.resolve("validation.tsv");
  }

  Path model() {
    return directory.resolve("model");
  }

  /** Fine-tunes a model on the data, from random weights. */
  Path trained(String name, int steps) throws IOException {
    return trained(name, steps, model());
  }

  Path trained(String name, int steps, Path config) throws IOException {
    Path run = directory.resolve(name);
    Map<String, Object> all = new LinkedHashMap<>(common(run));
    all.put("model", config);
    all.put("random-init", true);
    all.put("dropout", 0);
    all.put("steps", steps);
    all.put("validate-every", steps);
    all.put("metric", "loss");
    new Seq2SeqFinetuneRecipe(
            SettingsSchema.of(Seq2SeqFinetuneConfig.class).read(given(all), Map.of()),
            new RecordingConsole())
        .train();
    return run;
  }

  /** Settings of a distillation, with others than the defaults as a user gives them. */
  SequenceDistillConfig config(Level level, Path teacher, Path output, Map<String, ?> changes) {
    Map<String, Object> all = new LinkedHashMap<>(common(output));
    all.put("level", level);
    all.put("teacher", teacher);
    all.put("student", "layers(1)");
    all.put("metric", "loss");
    all.put("beam", 2);
    all.put("steps", 4);
    all.put("validate-every", 4);
    all.put("checkpoint-every", 2);
    all.putAll(changes);
    return SettingsSchema.of(SequenceDistillConfig.class).read(given(all), Map.of());
  }

  private Map<String, Object> common(Path output) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("train", train());
    all.put("validation", validation());
    all.put("output", output);
    all.put("batch-size", 8);
    all.put("learning-rate", 5e-3);
    all.put("log-every", 1);
    all.put("threads", 1);
    all.put("precision", "fp32"); // the same on every processor
    return all;
  }

  /** Copies an output directory, with its links, for a test that writes into it. */
  static Path copy(Path from, Path to) throws IOException {
    try (Stream<Path> tree = Files.walk(from)) {
      for (Path path : tree.toList()) {
        Path target = to.resolve(from.relativize(path).toString());
        Files.copy(path, target, LinkOption.NOFOLLOW_LINKS);
      }
    }
    return to;
  }

  /** Distills to the end and returns the summary. */
  static SequenceSummary distill(SequenceDistillConfig config) throws IOException {
    return Objects.requireNonNull(
        new SequenceDistillRecipe(config, new RecordingConsole()).train());
  }

  private static Map<String, GivenValue> given(Map<String, Object> all) {
    Map<String, GivenValue> given = new LinkedHashMap<>();
    all.forEach(
        (name, value) -> {
          List<?> values = value instanceof List<?> list ? list : List.of(value);
          given.put(
              name, new GivenValue("--" + name, values.stream().map(String::valueOf).toList()));
        });
    return given;
  }
}
