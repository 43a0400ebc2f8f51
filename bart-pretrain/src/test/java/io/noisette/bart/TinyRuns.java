package io.noisette.bart;

import com.google.inject.Guice;
import io.noisette.command.Console;
import io.noisette.command.StopSignal;
import io.noisette.corpus.PrepareCommand;
import io.noisette.corpus.PrepareConfig;
import io.noisette.noising.NoiseCompiler;
import io.noisette.settings.GivenValue;
import io.noisette.settings.SettingsSchema;
import io.noisette.testing.RecordingConsole;
import io.noisette.tokenizer.TokenizerTrainCommand;
import io.noisette.tokenizer.TokenizerTrainConfig;
import io.noisette.train.TrainingState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Runs small enough for a test, on text made up from a few words. */
final class TinyRuns {

  private static final List<String> WORDS =
      List.of(
          "the cat sees a dog and it runs to that old house where we all like to sleep"
              .split(" ", -1));

  private final Path directory;

  /** Makes a tokenizer and a corpus in {@code directory}. */
  TinyRuns(Path directory) throws IOException {
    this.directory = directory;
    Path text = directory.resolve("text.txt");
    Files.write(text, documents());
    Console console = new RecordingConsole();
    Path tokenizer = directory.resolve("tokenizer.json");
    new TokenizerTrainCommand()
        .execute(
            settings(
                TokenizerTrainConfig.class,
                Map.of("text", text, "vocab-size", 290, "output", tokenizer)),
            console);
    new PrepareCommand()
        .execute(
            settings(
                PrepareConfig.class,
                Map.of(
                    "text", text, "tokenizer", tokenizer, "output", corpus(), "documents", "line")),
            console);
  }

  Path corpus() {
    return directory.resolve("corpus");
  }

  /** Settings of a run of 60 steps that accumulate and go through the corpus more than once. */
  BartPretrainConfig config(Path output, Map<String, ?> changes) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("corpus", corpus());
    settings.put("output", output);
    settings.put("encoder-layers", 1);
    settings.put("decoder-layers", 1);
    settings.put("d-model", 16);
    settings.put("heads", 2);
    settings.put("ffn-dim", 32);
    settings.put("max-positions", 64);
    settings.put("dropout", 0.1);
    settings.put("steps", 60);
    settings.put("tokens-per-step", 200);
    settings.put("micro-batch-tokens", 90);
    settings.put("sequence-length", 32);
    settings.put("warmup-steps", 5);
    settings.put("checkpoint-every", 10);
    settings.put("log-every", 1);
    settings.put("threads", 2);
    settings.putAll(changes);
    return settings(BartPretrainConfig.class, settings);
  }

  static TrainingState train(BartPretrainConfig config, Console console) throws IOException {
    NoiseCompiler noise =
        Guice.createInjector(new BartPretrainModule()).getInstance(NoiseCompiler.class);
    return new BartPretrainRecipe(config, noise, console).train(new StopSignal());
  }

  private static <S extends Record> S settings(Class<S> type, Map<String, ?> values) {
    Map<String, GivenValue> given = new LinkedHashMap<>();
    values.forEach(
        (name, value) -> given.put(name, new GivenValue("--" + name, List.of(value.toString()))));
    return SettingsSchema.of(type).read(given, Map.of());
  }

  private static List<String> documents() {
    Random random = new Random(1);
    return random.ints(60, 2, 6).mapToObj(sentences -> document(sentences, random)).toList();
  }

  private static String document(int sentences, Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < sentences; i++) {
      text.append(i == 0 ? "The" : " The");
      random
          .ints(3 + random.nextInt(6), 0, WORDS.size())
          .forEach(word -> text.append(' ').append(WORDS.get(word)));
      text.append('.');
    }
    return text.toString();
  }
}
