package io.noisette.bench.fuzz;

import io.noisette.model.bart.BartDirectory;
import io.noisette.model.directory.ModelDirectory;
import io.noisette.run.MetricsLog;
import io.noisette.run.RunRecord;
import io.noisette.seq2seq.data.PairFileFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The readers that are fuzzed, by name, each with a good file. */
final class FuzzedFiles {

  private static final String SENTENCES = "A cat sat on the mat. \u2615 It slept.\n\n";

  private FuzzedFiles() {}

  static FuzzedFile create(String reader, Path directory) throws IOException {
    Files.createDirectories(directory);
    FuzzedText text = new FuzzedText(directory);
    FuzzedTasks tasks = new FuzzedTasks(directory);
    return switch (reader) {
      case "safetensors" -> text.safetensors();
      case "index" -> text.index();
      case "corpus" -> text.corpus();
      case "gzip" -> text.gzip();
      case "jsonl" -> text.text("text.jsonl", "{\"text\": \"One. \\u00e9\", \"id\": 3}\n");
      case "text" -> text.text("text.txt", " = Title = \n\n" + SENTENCES);
      case "tsv" -> tasks.task("dev.tsv", "sentence1\tsentence2\tlabel\na b\tc\tentailment\n");
      case "task-jsonl" ->
          tasks.task(
              "dev.jsonl",
              "{\"sentence1\": \"a\", \"sentence2\": \"b\", \"label\": \"entailment\"}\n");
      case "pairs-tsv" -> tasks.pairs("a.tsv", PairFileFormat.TSV, "the cat\tcat\n");
      case "pairs-csv" ->
          tasks.pairs("a.csv", PairFileFormat.CSV, "source,target\r\n\"a \"\"b\"\",\n\",c\r\n");
      case "pairs-jsonl" ->
          tasks.pairs(
              "a.jsonl",
              PairFileFormat.JSONL,
              "{\"source\": [\"a\"], \"target\": [\"c\", \"d\"]}\n");
      case "pairs-dialogue" ->
          tasks.pairs(
              "a.txt", PairFileFormat.DIALOGUE, "1 your persona: I cook.\n2 Hi!\tHello.\t\tA|B\n");
      case "pairs-lines" -> tasks.parallelLines();
      case "squad" -> tasks.squad();
      case "squad-predictions" -> tasks.squadPredictions();
      case "teacher-scores" -> tasks.teacherScores();
      case "unlabelled" -> tasks.unlabelled();
      case "task-yaml" -> tasks.taskYaml();
      default -> createModelOrRun(reader, directory);
    };
  }

  private static FuzzedFile createModelOrRun(String reader, Path directory) throws IOException {
    FuzzedModels models = new FuzzedModels(directory);
    FuzzedRuns runs = new FuzzedRuns(directory);
    return switch (reader) {
      case "source-tokenizer" -> models.sourceTokenizer();
      case "settings-yaml" -> runs.settings("settings.yaml", "steps: 5\ncutoffs: [20, 30]\n");
      case "settings-json" ->
          runs.settings("run.json", "{\"settings\": {\"steps\": 5, \"cutoffs\": [2, 3]}}");
      case "table-yaml" -> runs.table();
      case "tokenizer" -> models.tokenizer();
      case "vocabulary" ->
          models.vocabulary("vocab.txt", "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\na\n");
      case "tokenizer-config" ->
          models.vocabulary(
              "tokenizer_config.json",
              "{\"tokenizer_class\": \"BertTokenizer\", \"do_lower_case\": true, \"unk_token\":"
                  + " \"[UNK]\", \"added_tokens_decoder\": {\"5\": {\"content\": \"a\"}}}");
      case "merges" -> models.merges("merges.txt", "#version: 0.2\na b\n");
      case "vocab-json" -> models.merges("vocab.json", "{\"<s>\":0,\"a\":1,\"b\":2,\"ab\":3}");
      case "bart-config" ->
          models.config("bart", path -> () -> new BartDirectory(path).readConfig());
      case "bert-config" ->
          models.config(
              "bert", path -> () -> new ModelDirectory(path, it -> {}).readEncoderConfig());
      case "labels" ->
          models.config("bert", path -> () -> new ModelDirectory(path, it -> {}).readLabels());
      case "generation-config" -> models.generationConfig();
      case "run" -> runs.report(RunRecord.FILE_NAME);
      case "metrics" -> runs.report(MetricsLog.FILE_NAME);
      case "summary" -> runs.summary();
      case "result" -> runs.result();
      case "golden" -> runs.golden();
      default -> throw new IllegalArgumentException("unknown reader " + reader);
    };
  }
}
