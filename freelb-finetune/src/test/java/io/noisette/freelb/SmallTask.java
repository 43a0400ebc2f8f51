package io.noisette.freelb;

import io.noisette.command.StopSignal;
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

/** A task that is learned in seconds, and a small RoBERTa or BART without weights to learn it. */
final class SmallTask {

  private static final int TRAIN = 50;

  private final Path directory;

  /** Writes data and models into a directory. */
  SmallTask(Path directory) throws IOException, InterruptedException {
    this.directory = Files.createDirectories(directory);
    writeRows("train.tsv", TRAIN);
    writeRows("dev.tsv", 20);
    Files.writeString(
        directory.resolve("mood.yaml"),
        "text: text\nlabel: mood\nlabels: [bad, good]\ntrain: train.tsv\ndev: dev.tsv\n");
    Path tokenizer = SmallTokenizers.trainOnTable(directory, directory.resolve("train.tsv"), 290);
    writeModel(
        "roberta",
        tokenizer,
        """
        {"model_type": "roberta", "architectures": ["RobertaModel"], "vocab_size": 290,
         "hidden_size": 16, "num_hidden_layers": 2, "num_attention_heads": 2,
         "intermediate_size": 24, "max_position_embeddings": 66, "type_vocab_size": 1,
         "layer_norm_eps": 1e-5, "pad_token_id": 1, "hidden_dropout_prob": 0.1,
         "attention_probs_dropout_prob": 0.1}
        """);
    writeModel(
        "bart",
        tokenizer,
        """
        {"model_type": "bart", "architectures": ["BartModel"], "vocab_size": 290, "d_model": 16,
         "encoder_layers": 1, "decoder_layers": 1, "encoder_attention_heads": 2,
         "decoder_attention_heads": 2, "encoder_ffn_dim": 24, "decoder_ffn_dim": 24,
         "max_position_embeddings": 64, "dropout": 0.1, "init_std": 0.02, "pad_token_id": 1,
         "bos_token_id": 0, "eos_token_id": 2, "decoder_start_token_id": 2}
        """);
  }

  /** Settings of runs in {@code output}, with others than the defaults as a user gives them. */
  FreeLbFinetuneConfig config(Path output, Map<String, ?> changes) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("task", directory.resolve("mood.yaml"));
    all.put("data", directory);
    all.put("model", directory.resolve("roberta"));
    all.put("random-init", true);
    all.put("output", output);
    all.put("max-length", 60);
    all.put("batch-size", 8);
    all.put("learning-rate", 3e-3);
    all.put("log-every", 2);
    all.put("checkpoint-every", 5);
    all.put("threads", 1);
    all.put("precision", "fp32"); // the same on every processor
    all.putAll(changes);
    Map<String, GivenValue> given = new LinkedHashMap<>();
    all.forEach(
        (name, value) ->
            given.put(name, new GivenValue("--" + name, List.of(String.valueOf(value)))));
    return SettingsSchema.of(FreeLbFinetuneConfig.class).read(given, Map.of());
  }

  /** The file that describes it. */
  Path file() {
    return directory.resolve("mood.yaml");
  }

  Path bart() {
    return directory.resolve("bart");
  }

  static FinetuneSummary train(FreeLbFinetuneConfig config) throws IOException {
    return new FreeLbFinetuneRecipe(config, new RecordingConsole()).train();
  }

  /** Stops, as Ctrl-C does, when the run of a seed has made so many steps. */
  static FinetuneSummary trainUntil(long seed, long step, FreeLbFinetuneConfig config)
      throws IOException {
    StopSignal stop = new StopSignal();
    return new FreeLbFinetuneRecipe(config, new StoppingConsole(seed, step, stop)).train(stop);
  }

  private void writeModel(String name, Path tokenizer, String config) throws IOException {
    Path model = Files.createDirectories(directory.resolve(name));
    Files.writeString(model.resolve("config.json"), config);
    try (Tokenizer loaded = Tokenizer.load(tokenizer)) {
      loaded.write(model);
    }
  }

  private void writeRows(String name, int count) throws IOException {
    List<String> rows = new ArrayList<>(List.of("text\tmood"));
    String[] good = {"sun", "tea", "cake"};
    String[] bad = {"rain", "mud", "noise"};
    for (int i = 0; i < count; i++) {
      boolean isGood = i % 3 != 0;
      rows.add(
          "we had %s and number %d\t%s"
              .formatted((isGood ? good : bad)[i / 3 % 3], i, isGood ? "good" : "bad"));
    }
    Files.write(directory.resolve(name), rows);
  }
}
