package io.noisette.bench.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.noisette.bench.SilentConsole;
import io.noisette.corpus.Corpus;
import io.noisette.corpus.CorpusWriter;
import io.noisette.digest.Sha256;
import io.noisette.evaluation.task.Split;
import io.noisette.evaluation.task.TaskLookup;
import io.noisette.evaluation.task.TaskReader;
import io.noisette.freelb.FinetuneSummary;
import io.noisette.generate.search.GenerationConfigFile;
import io.noisette.model.bart.BartDirectory;
import io.noisette.model.directory.ModelDirectory;
import io.noisette.reproduce.result.FinishedRun;
import io.noisette.run.MetricsLog;
import io.noisette.run.RunRecord;
import io.noisette.safetensors.Dtype;
import io.noisette.safetensors.SafetensorsFile;
import io.noisette.safetensors.SafetensorsTensor;
import io.noisette.safetensors.SafetensorsWriter;
import io.noisette.sandwich.SandwichLmConfig;
import io.noisette.settings.SettingsFile;
import io.noisette.settings.SettingsSchema;
import io.noisette.text.DocumentFormat;
import io.noisette.text.DocumentReader;
import io.noisette.tokenizer.Tokenizer;
import io.noisette.tokenizer.TokenizerTrainCommand;
import io.noisette.tokenizer.TokenizerTrainConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;

/** The readers that are fuzzed, by name, each with a good file. */
final class FuzzedFiles {

  private static final String SENTENCES = "A cat sat on the mat. \u2615 It slept.\n\n";
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

  private final Path directory;

  private FuzzedFiles(Path directory) {
    this.directory = directory;
  }

  static FuzzedFile create(String reader, Path directory) throws IOException {
    FuzzedFiles files = new FuzzedFiles(Files.createDirectories(directory));
    return switch (reader) {
      case "safetensors" -> files.safetensors();
      case "index" -> files.index();
      case "corpus" -> files.corpus();
      case "gzip" -> files.gzip();
      case "jsonl" -> files.text("text.jsonl", "{\"text\": \"One. \\u00e9\", \"id\": 3}\n");
      case "text" -> files.text("text.txt", " = Title = \n\n" + SENTENCES);
      case "tsv" -> files.task("dev.tsv", "sentence1\tsentence2\tlabel\na b\tc\tentailment\n");
      case "task-jsonl" ->
          files.task(
              "dev.jsonl",
              "{\"sentence1\": \"a\", \"sentence2\": \"b\", \"label\": \"entailment\"}\n");
      case "task-yaml" -> files.taskYaml();
      case "settings-yaml" -> files.settings("settings.yaml", "steps: 5\ncutoffs: [20, 30]\n");
      case "settings-json" ->
          files.settings("run.json", "{\"settings\": {\"steps\": 5, \"cutoffs\": [2, 3]}}");
      case "table-yaml" -> files.table();
      case "tokenizer" -> files.tokenizer();
      case "vocabulary" -> files.vocabulary("vocab.txt", "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\na\n");
      case "tokenizer-config" ->
          files.vocabulary(
              "tokenizer_config.json",
              "{\"tokenizer_class\": \"BertTokenizer\", \"do_lower_case\": true, \"unk_token\":"
                  + " \"[UNK]\", \"added_tokens_decoder\": {\"5\": {\"content\": \"a\"}}}");
      case "merges" -> files.merges("merges.txt", "#version: 0.2\na b\n");
      case "vocab-json" -> files.merges("vocab.json", "{\"<s>\":0,\"a\":1,\"b\":2,\"ab\":3}");
      case "bart-config" ->
          files.config("bart", path -> () -> new BartDirectory(path).readConfig());
      case "bert-config" ->
          files.config(
              "bert", path -> () -> new ModelDirectory(path, it -> {}).readEncoderConfig());
      case "labels" ->
          files.config("bert", path -> () -> new ModelDirectory(path, it -> {}).readLabels());
      case "generation-config" -> files.generationConfig();
      case "run" -> files.report(RunRecord.FILE_NAME);
      case "metrics" -> files.report(MetricsLog.FILE_NAME);
      case "summary" -> files.summary();
      case "result" -> files.result();
      case "golden" -> files.golden();
      default -> throw new IllegalArgumentException("unknown reader " + reader);
    };
  }

  private FuzzedFile safetensors() throws IOException {
    Path path = directory.resolve("x.safetensors");
    new SafetensorsWriter()
        .metadata("format", "pt")
        .floats("weight", new long[] {2, 2}, () -> new float[] {1, 2, 3, 4})
        .longs("ids", new long[] {1}, () -> new long[] {5})
        .write(path);
    return new FuzzedFile(path, path.toString(), () -> readTensors(path));
  }

  private static void readTensors(Path path) throws IOException {
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      for (String name : file.getNames()) {
        SafetensorsTensor tensor = file.getTensor(name);
        if (tensor.getDtype() == Dtype.I64) {
          tensor.toLongs();
        } else {
          tensor.toFloats();
        }
      }
    }
  }

  private Path writeCorpus() throws IOException {
    Path corpus = directory.resolve("corpus");
    if (Files.notExists(corpus)) {
      try (Tokenizer tokenizer = Tokenizer.load(trainTokenizer());
          CorpusWriter writer = new CorpusWriter(corpus, tokenizer, "en")) {
        for (int length : new int[] {3, 1, 5}) {
          writer.addSentence(new int[length]);
          writer.addSentence(new int[] {7, 8});
          writer.endDocument();
        }
        writer.finish(List.of());
      }
    }
    return corpus;
  }

  private FuzzedFile corpus() throws IOException {
    Path corpus = writeCorpus();
    return new FuzzedFile(
        corpus.resolve("corpus.json"), corpus.toString(), () -> readCorpus(corpus));
  }

  /** The index of a corpus whose description has the digest of whatever the index is. */
  private FuzzedFile index() throws IOException {
    Path corpus = writeCorpus();
    Path manifest = corpus.resolve("corpus.json");
    Path index = corpus.resolve(Corpus.open(corpus).getManifest().shards().get(0).name() + ".idx");
    String description = Files.readString(manifest);
    String digest = Sha256.of(index);
    return new FuzzedFile(
        index,
        corpus.toString(),
        () -> {
          Files.writeString(manifest, description.replace(digest, Sha256.of(index)));
          readCorpus(corpus);
        });
  }

  private static void readCorpus(Path directory) throws IOException {
    Corpus corpus = Corpus.open(directory);
    for (long document = 0; document < corpus.getDocumentCount(); document++) {
      corpus.getFirstSentence(document);
    }
    for (long sentence = 0; sentence < corpus.getSentenceCount(); sentence++) {
      corpus.readSentence(sentence);
    }
  }

  private FuzzedFile gzip() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int member = 0; member < 2; member++) {
      try (OutputStream out = new GZIPOutputStream(bytes)) {
        out.write(SENTENCES.getBytes(UTF_8));
      }
    }
    Path path = Files.write(directory.resolve("text.txt.gz"), bytes.toByteArray());
    return new FuzzedFile(path, path.toString(), () -> readText(path));
  }

  private FuzzedFile text(String name, String part) throws IOException {
    Path path = Files.writeString(directory.resolve(name), part.repeat(3));
    return new FuzzedFile(path, path.toString(), () -> readText(path));
  }

  private static void readText(Path path) throws IOException {
    try (DocumentReader reader = DocumentReader.open(path, DocumentFormat.AUTO)) {
      while (reader.read() != null) {
        reader.getBytesRead();
      }
    }
  }

  private FuzzedFile task(String name, String content) throws IOException {
    Path path = Files.writeString(directory.resolve(name), content);
    return new FuzzedFile(
        path,
        path.toString(),
        () -> new TaskReader(TaskLookup.find("rte"), directory, it -> {}).read(Split.DEV));
  }

  private FuzzedFile taskYaml() throws IOException {
    Path path =
        Files.writeString(
            directory.resolve("task.yaml"),
            "text: a # it\nlabel: 2\nlabels: [a, 'b']\ndev: dev.tsv\nmetrics: [f1]\n");
    return new FuzzedFile(
        path, path.toString(), () -> Objects.requireNonNull(TaskLookup.find(path.toString())));
  }

  private FuzzedFile settings(String name, String content) throws IOException {
    Path path = Files.writeString(directory.resolve(name), content);
    SettingsSchema<SandwichLmConfig> schema = SettingsSchema.of(SandwichLmConfig.class);
    return new FuzzedFile(path, "", () -> schema.read(Map.of(), SettingsFile.read(path)));
  }

  private FuzzedFile table() throws IOException {
    Path path =
        Files.writeString(
            directory.resolve("table.yaml"),
            """
            title: T
            source: S
            statistic: s
            paper-model: M
            rows-are: r
            recipe: sandwich-lm
            needs: [corpus, validation]
            options: {steps: 3}
            columns: {p: {label: P, unit: u, metric: validation.perplexity, factor: 1}}
            rows: {r: {label: R, options: {seed: 3}, paper: {p: 1.5 (2)}}}
            scales: {smoke: {notes: [n], runs: {all: {seeds: [1]}}}}
            """);
    CommandLine line = new CommandLine();
    String inputs = directory.toString();
    return new FuzzedFile(
        path,
        "",
        () ->
            line.run(
                "reproduce",
                path.toString(),
                "--dry-run",
                "--corpus",
                inputs,
                "--validation",
                inputs,
                "--output",
                directory.resolve("out").toString()));
  }

  private Path trainTokenizer() throws IOException {
    Path text = Files.writeString(directory.resolve("words.txt"), SENTENCES.repeat(9));
    Path path = directory.resolve("tokenizer.json");
    Files.deleteIfExists(path);
    new TokenizerTrainCommand()
        .train(new TokenizerTrainConfig(List.of(text), 270, path), new SilentConsole());
    return path;
  }

  private FuzzedFile tokenizer() throws IOException {
    Path path = trainTokenizer();
    return new FuzzedFile(path, path.toString(), () -> useTokenizer(path));
  }

  private static void useTokenizer(Path path) throws IOException {
    try (Tokenizer tokenizer = Tokenizer.load(path)) {
      tokenizer.decode(tokenizer.encode("A cat, \u2615 and \u0000."));
      tokenizer.encodeMarked("a <mask> day</s>");
    }
  }

  private FuzzedFile vocabulary(String name, String content) throws IOException {
    Files.writeString(directory.resolve("vocab.txt"), "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\na\n");
    Path path = Files.writeString(directory.resolve(name), content);
    return new FuzzedFile(path, directory.toString(), () -> useTokenizer(directory));
  }

  private FuzzedFile merges(String name, String content) throws IOException {
    String vocabulary =
        "{\"<s>\":0,\"<pad>\":1,\"</s>\":2,\"<unk>\":3,\"<mask>\":4,\"a\":5,\"b\":6,\"ab\":7}";
    Files.writeString(directory.resolve("vocab.json"), vocabulary);
    Files.writeString(directory.resolve("merges.txt"), "#version: 0.2\na b\n");
    String good = name.equals("vocab.json") ? vocabulary : content;
    Path path = Files.writeString(directory.resolve(name), good);
    return new FuzzedFile(path, directory.toString(), () -> useTokenizer(directory));
  }

  private FuzzedFile config(String type, Function<Path, FuzzedFile.Reading> reading)
      throws IOException {
    String architecture =
        type.equals("bart") ? "BartForConditionalGeneration" : "BertForSequenceClassification";
    Path path =
        Files.writeString(directory.resolve("config.json"), CONFIG.formatted(type, architecture));
    return new FuzzedFile(path, directory.toString(), reading.apply(directory));
  }

  private FuzzedFile generationConfig() throws IOException {
    config("bart", path -> () -> {});
    Path path =
        Files.writeString(
            directory.resolve("generation_config.json"),
            "{\"num_beams\": 4, \"length_penalty\": 2.0, \"early_stopping\": true,"
                + " \"no_repeat_ngram_size\": 3, \"max_length\": 20}");
    return new FuzzedFile(path, directory.toString(), () -> GenerationConfigFile.read(directory));
  }

  private FuzzedFile report(String name) throws IOException {
    new RunRecord("bart-pretrain", Map.of("steps", 3), Map.of(), Map.of(), Map.of(), List.of())
        .after(List.of(), new RunRecord.Session("2026-01-01T00:00:00Z", 0, List.of("a")))
        .write(directory);
    String line = "{\"step\":%d,\"loss\":2.5,\"tokens_per_second\":null,\"validation_loss\":3}\n";
    Files.writeString(
        directory.resolve(MetricsLog.FILE_NAME), line.formatted(1) + line.formatted(2));
    Files.createDirectories(directory.resolve("checkpoints"));
    CommandLine command = new CommandLine();
    return new FuzzedFile(
        directory.resolve(name),
        directory.toString(),
        () ->
            command.run(
                "report",
                "--run",
                directory.toString(),
                "--output",
                directory.resolve("report.html").toString()));
  }

  private FuzzedFile summary() throws IOException {
    Path path =
        Files.writeString(
            directory.resolve(FinetuneSummary.FILE_NAME),
            "{\"metric\": \"rte.acc\", \"n\": 1, \"mean\": 0.5, \"sd\": null, \"seeds\": [1],"
                + " \"values\": [0.5]}");
    return new FuzzedFile(path, path.toString(), () -> useSummary(directory));
  }

  private static void useSummary(Path directory) throws IOException {
    FinetuneSummary summary = FinetuneSummary.read(directory);
    for (int i = 0; i < summary.n(); i++) {
      Objects.requireNonNull(summary.values().get(i));
      Objects.requireNonNull(summary.seeds().get(i));
    }
  }

  private FuzzedFile result() throws IOException {
    Path path = directory.resolve("result.json");
    new FinishedRun("evaluate", Map.of("steps", 3L), Map.of("a", 0.5), 2.5, Map.of("m", "f"), "d")
        .write(path);
    return new FuzzedFile(path, path.toString(), () -> FinishedRun.read(path).toRecord());
  }

  private FuzzedFile golden() throws IOException {
    Path path = directory.resolve("cases.safetensors");
    new SafetensorsWriter()
        .metadata("kind", "schedules")
        .metadata(
            "cases",
            "{\"one\": {\"schedule\": \"cosine\", \"lr\": 0.1, \"warmup\": 2, \"min_lr\": 0.01,"
                + " \"warmup_init_lr\": 1e-7, \"period\": 8, \"t_mult\": 1, \"lr_shrink\": 1}}")
        .longs("one/input/step", new long[] {2}, () -> new long[] {0, 5})
        .floats("one/expected/lr", new long[] {2}, () -> new float[] {0, 0.05f})
        .write(path);
    CommandLine line = new CommandLine();
    return new FuzzedFile(
        path, directory.toString(), () -> line.run("verify-parity", directory.toString()));
  }
}
