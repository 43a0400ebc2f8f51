package io.noisette.bench.fuzz;

import io.noisette.bench.SilentConsole;
import io.noisette.generate.search.GenerationConfigFile;
import io.noisette.model.bart.BartDirectory;
import io.noisette.tokenizer.Tokenizer;
import io.noisette.tokenizer.TokenizerTrainCommand;
import io.noisette.tokenizer.TokenizerTrainConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.Function;

/** Files of models and of their tokenizers. */
final class FuzzedModels {

  private static final String CONFIG =
      """
      {"model_type": "%s", "architectures": ["%s"], "vocab_size": 20, "d_model": 8, \
      "hidden_size": 8, "encoder_layers": 1, "decoder_layers": 1, "num_hidden_layers": 1, \
      "encoder_attention_heads": 2, "decoder_attention_heads": 2, "num_attention_heads": 2, \
      "encoder_ffn_dim": 8, "decoder_ffn_dim": 8, "intermediate_size": 8, \
      "max_position_embeddings": 16, "type_vocab_size": 2, "activation_function": "gelu", \
      "hidden_act": "gelu", "bos_token_id": 0, "pad_token_id": 1, "eos_token_id": 2, \
      "decoder_start_token_id": 2, "forced_eos_token_id": 2, "dropout": 0.1, "num_beams": 4, \
      "id2label": {"0": "no", "1": "yes"}, "label2id": {"no": 0, "yes": 1}}
      """;

  private static final String SENTENCES = "A cat sat on the mat. \u2615 It slept.\n\n";

  private final Path directory;

  FuzzedModels(Path directory) {
    this.directory = directory;
  }

  FuzzedFile tokenizer() throws IOException {
    Path path = trainTokenizer(directory);
    return new FuzzedFile(path, path.toString(), () -> useTokenizer(path));
  }

  static Path trainTokenizer(Path directory) throws IOException {
    Path text = Files.writeString(directory.resolve("words.txt"), SENTENCES.repeat(9));
    Path path = directory.resolve("tokenizer.json");
    Files.deleteIfExists(path);
    new TokenizerTrainCommand()
        .train(new TokenizerTrainConfig(List.of(text), 270, path), new SilentConsole());
    return path;
  }

  private static void useTokenizer(Path path) throws IOException {
    try (Tokenizer tokenizer = Tokenizer.load(path)) {
      tokenizer.decode(tokenizer.encode("A cat, \u2615 and \u0000."));
      tokenizer.encodeMarked("a <mask> day</s>");
    }
  }

  /** The tokenizer of a source encoder, which a model has beside its own. */
  FuzzedFile sourceTokenizer() throws IOException {
    Path path = directory.resolve(BartDirectory.SOURCE_TOKENIZER);
    Files.move(trainTokenizer(directory), path, StandardCopyOption.REPLACE_EXISTING);
    return new FuzzedFile(path, path.toString(), () -> useTokenizer(path));
  }

  FuzzedFile vocabulary(String name, String content) throws IOException {
    Files.writeString(directory.resolve("vocab.txt"), "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\na\n");
    Path path = Files.writeString(directory.resolve(name), content);
    return new FuzzedFile(path, directory.toString(), () -> useTokenizer(directory));
  }

  FuzzedFile merges(String name, String content) throws IOException {
    String vocabulary =
        "{\"<s>\":0,\"<pad>\":1,\"</s>\":2,\"<unk>\":3,\"<mask>\":4,\"a\":5,\"b\":6,\"ab\":7}";
    Files.writeString(directory.resolve("vocab.json"), vocabulary);
    Files.writeString(directory.resolve("merges.txt"), "#version: 0.2\na b\n");
    String good = name.equals("vocab.json") ? vocabulary : content;
    Path path = Files.writeString(directory.resolve(name), good);
    return new FuzzedFile(path, directory.toString(), () -> useTokenizer(directory));
  }

  FuzzedFile config(String type, Function<Path, FuzzedFile.Reading> reading) throws IOException {
    String architecture =
        type.equals("bart") ? "BartForConditionalGeneration" : "BertForSequenceClassification";
    Path path =
        Files.writeString(directory.resolve("config.json"), CONFIG.formatted(type, architecture));
    return new FuzzedFile(path, directory.toString(), reading.apply(directory));
  }

  FuzzedFile generationConfig() throws IOException {
    config("bart", path -> () -> {});
    Path path =
        Files.writeString(
            directory.resolve("generation_config.json"),
            "{\"num_beams\": 4, \"length_penalty\": 2.0, \"early_stopping\": true,"
                + " \"no_repeat_ngram_size\": 3, \"max_length\": 20}");
    return new FuzzedFile(path, directory.toString(), () -> GenerationConfigFile.read(directory));
  }
}
