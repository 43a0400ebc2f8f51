package io.noisette.launcher;

import io.noisette.corpus.PrepareCommand;
import io.noisette.corpus.PrepareConfig;
import io.noisette.settings.GivenValue;
import io.noisette.settings.SettingsSchema;
import io.noisette.testing.RecordingConsole;
import io.noisette.tokenizer.TokenizerTrainCommand;
import io.noisette.tokenizer.TokenizerTrainConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A little corpus and a little MNLI, on which a chain of stages can be tried within seconds. */
record ChainInputs(Path corpus, Path glue) {

  private static final List<String> WHO = List.of("the cat", "a dog", "the old man", "she");
  private static final List<String> DOES = List.of("sleeps", "runs", "reads a book", "sings");
  private static final List<String> LABELS = List.of("entailment", "neutral", "contradiction");

  ChainInputs(Path directory) throws IOException, InterruptedException {
    this(directory.resolve("corpus"), directory.resolve("glue"));
    Path text = Files.write(directory.resolve("text.txt"), sentences());
    Path tokenizer = directory.resolve("tokenizer.json");
    RecordingConsole console = new RecordingConsole();
    new TokenizerTrainCommand()
        .execute(
            read(
                TokenizerTrainConfig.class,
                Map.of("text", text, "vocab-size", 290, "output", tokenizer)),
            console);
    new PrepareCommand()
        .execute(
            read(
                PrepareConfig.class,
                Map.of(
                    "text", text, "tokenizer", tokenizer, "output", corpus, "documents", "line")),
            console);
    Files.createDirectories(glue.resolve("MNLI"));
    Files.write(glue.resolve("MNLI/train.tsv"), pairs(12));
    Files.write(glue.resolve("MNLI/dev_matched.tsv"), pairs(6));
  }

  private static List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      sentences.add(sentence(i) + ". " + sentence(i / 3 + 1) + ".");
    }
    return sentences;
  }

  private static List<String> pairs(int count) {
    List<String> rows = new ArrayList<>(List.of("sentence1\tsentence2\tgold_label"));
    for (int i = 0; i < count; i++) {
      rows.add(sentence(i) + "\t" + sentence(i * i) + "\t" + LABELS.get(i % LABELS.size()));
    }
    return rows;
  }

  private static String sentence(int number) {
    return WHO.get(number % WHO.size()) + " " + DOES.get(number / WHO.size() % DOES.size());
  }

  private static <S extends Record> S read(Class<S> type, Map<String, ?> settings) {
    Map<String, GivenValue> given = new LinkedHashMap<>();
    settings.forEach(
        (name, value) ->
            given.put(name, new GivenValue("--" + name, List.of(String.valueOf(value)))));
    return SettingsSchema.of(type).read(given, Map.of());
  }
}
