package io.noisette.seq2seq;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import io.noisette.settings.GivenValue;
import io.noisette.settings.SettingsSchema;
import io.noisette.testing.RecordingConsole;
import io.noisette.tokenizer.SmallTokenizers;
import io.noisette.tokenizer.Tokenizer;
import io.noisette.train.TrainingState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sentences that are translated word by word, and a small BART without weights to learn it. */
final class SmallPairs {

  private static final String[][] COLOURS = {
    {"red", "rote"}, {"green", "grüne"}, {"blue", "blaue"}, {"dark", "dunkle"}
  };
  private static final String[][] THINGS = {
    {"sun", "sonne"}, {"house", "hütte"}, {"flower", "blume"}, {"lamp", "lampe"}
  };

  private final Path directory;

  /** Writes data and model into a directory. */
  SmallPairs(Path directory) throws IOException {
    this.directory = Files.createDirectories(directory);
    List<String> rows = new ArrayList<>();
    for (String[] colour : COLOURS) {
      for (String[] thing : THINGS) {
        rows.add("the %s %s\tdie %s %s".formatted(colour[0], thing[0], colour[1], thing[1]));
      }
    }
    Files.write(train(), rows);
    Files.write(validation(), rows.subList(2, 8));
    Path tokenizer = SmallTokenizers.trainOnTable(directory, train(), 330);
    Files.createDirectories(model());
    Files.writeString(
        model().resolve("config.json"),
        """
        {"model_type": "bart", "architectures": ["BartForConditionalGeneration"],
         "vocab_size": 330, "d_model": 32, "encoder_layers": 1, "decoder_layers": 1,
         "encoder_attention_heads": 2, "decoder_attention_heads": 2, "encoder_ffn_dim": 48,
         "decoder_ffn_dim": 48, "max_position_embeddings": 24, "dropout": 0.1, "init_std": 0.02,
         "pad_token_id": 1, "bos_token_id": 0, "eos_token_id": 2, "decoder_start_token_id": 2}
        """);
    try (Tokenizer loaded = Tokenizer.load(tokenizer)) {
      loaded.write(model());
    }
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

  /** A single stack of an objective without weights, with two layers and the same tokenizer. */
  Path stack(String objective) throws IOException {
    Path stack = Files.createDirectories(directory.resolve(objective));
    String absent = objective.equals("language-model") ? "encoder" : "decoder";
    String present = absent.equals("encoder") ? "decoder" : "encoder";
    String config =
        Files.readString(model().resolve("config.json"))
            .replace("\"" + absent + "_layers\": 1", "\"" + absent + "_layers\": 0")
            .replace("\"" + present + "_layers\": 1", "\"" + present + "_layers\": 2")
            .replace(
                "\"pad_token_id\"",
                "\"objective\": \"%s\", \"mask_token_id\": 4, \"pad_token_id\""
                    .formatted(objective));
    Files.writeString(stack.resolve("config.json"), config);
    Files.copy(
        model().resolve("tokenizer.json"), stack.resolve("tokenizer.json"), REPLACE_EXISTING);
    return stack;
  }

  /** Settings of a run in {@code output}, with others than the defaults as a user gives them. */
  Seq2SeqFinetuneConfig config(Path output, Map<String, ?> changes) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("train", train());
    all.put("validation", validation());
    all.put("model", model());
    all.put("random-init", true);
    all.put("output", output);
    all.put("batch-size", 8);
    all.put("learning-rate", 5e-3);
    all.put("beam", 2);
    all.put("log-every", 2);
    all.put("checkpoint-every", 5);
    all.put("threads", 1);
    all.put("precision", "fp32"); // the same on every processor
    all.putAll(changes);
    Map<String, GivenValue> given = new LinkedHashMap<>();
    all.forEach(
        (name, value) ->
            given.put(name, new GivenValue("--" + name, List.of(String.valueOf(value)))));
    return SettingsSchema.of(Seq2SeqFinetuneConfig.class).read(given, Map.of());
  }

  static TrainingState train(Seq2SeqFinetuneConfig config) throws IOException {
    return new Seq2SeqFinetuneRecipe(config, new RecordingConsole()).train();
  }
}
