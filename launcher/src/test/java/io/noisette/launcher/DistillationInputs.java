package io.noisette.launcher;

import ai.djl.ndarray.NDManager;
import io.noisette.adversary.Adversary;
import io.noisette.engine.Torch;
import io.noisette.freelb.FinetunePreset;
import io.noisette.freelb.FreeLbFinetuneConfig;
import io.noisette.freelb.FreeLbFinetuneRecipe;
import io.noisette.model.SequenceClassifier;
import io.noisette.model.directory.ModelDirectory;
import io.noisette.model.directory.ModelOptions;
import io.noisette.testing.RecordingConsole;
import io.noisette.tokenizer.SmallTokenizers;
import io.noisette.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Inputs of the tables of distillation, with which each is tried within seconds: an SST-2 of a few
 * phrases in all places that the tables look for it, six books, and an encoder that tells the
 * phrases apart, so that it finds labels of both kinds.
 */
record DistillationInputs(Path data, Path model) {

  private static final List<String> WORDS = List.of("sun", "rain", "tea", "mud", "cake", "noise");

  DistillationInputs(Path directory) throws IOException, InterruptedException {
    this(directory.resolve("data"), directory.resolve("tuned/seed-1"));
    for (String place : List.of("SST-2", "few/SST-2", "all/SST-2")) {
      Path set = Files.createDirectories(data.resolve(place));
      Files.write(set.resolve("train.tsv"), rows("sentence\tlabel", 24, 2));
      Files.write(set.resolve("dev.tsv"), rows("sentence\tlabel", 12, 2));
    }
    Files.write(data.resolve("unlabelled.txt"), texts(30));
    Files.writeString(
        data.resolve("books.yaml"),
        """
        text: text
        label: book
        labels: ['0', '1', '2', '3', '4', '5']
        train: train.tsv
        dev: dev.tsv
        """);
    Files.write(data.resolve("train.tsv"), rows("text\tbook", 60, 6));
    Files.write(data.resolve("dev.tsv"), rows("text\tbook", 24, 6));
    Path start = Files.createDirectories(directory.resolve("start"));
    writeStart(start);
    FreeLbFinetuneConfig tuning =
        FreeLbFinetuneConfig.of("sst2", data, start, FinetunePreset.NONE)
            .withAdversary(it -> it.adversary(Adversary.NONE))
            .withTraining(it -> it.steps(60).batchSize(8).maxLength(32).learningRate(3e-3))
            .withRuntime(it -> it.output(directory.resolve("tuned")).threads(1));
    new FreeLbFinetuneRecipe(tuning, new RecordingConsole()).train();
  }

  private void writeStart(Path model) throws IOException, InterruptedException {
    Path file = SmallTokenizers.trainOnTable(model, data.resolve("train.tsv"), 290);
    Files.writeString(
        model.resolve("config.json"),
        """
        {"model_type": "roberta", "architectures": ["RobertaModel"], "vocab_size": 290,
         "hidden_size": 32, "num_hidden_layers": 1, "num_attention_heads": 2,
         "intermediate_size": 32, "max_position_embeddings": 66, "type_vocab_size": 1,
         "layer_norm_eps": 1e-5, "pad_token_id": 1}
        """);
    try (Tokenizer tokenizer = Tokenizer.load(file);
        NDManager manager = Torch.newManager("cpu");
        SequenceClassifier classifier =
            new ModelDirectory(model, notice -> {}).newClassifier(manager, ModelOptions.DEFAULT)) {
      tokenizer.write(model);
      classifier.write(model);
    }
  }

  private static List<String> rows(String head, int count, int labels) {
    List<String> rows = new ArrayList<>(List.of(head));
    List<String> texts = texts(count);
    for (int i = 0; i < count; i++) {
      rows.add(texts.get(i) + "\t" + i % labels);
    }
    return rows;
  }

  private static List<String> texts(int count) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      texts.add((WORDS.get(i % WORDS.size()) + " ").repeat(3) + i);
    }
    return texts;
  }
}
