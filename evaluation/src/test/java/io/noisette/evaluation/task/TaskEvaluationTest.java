package io.noisette.evaluation.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.inject.Guice;
import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import io.noisette.command.Command;
import io.noisette.command.CommandRunner;
import io.noisette.command.Streams;
import io.noisette.evaluation.EvaluationModule;
import io.noisette.evaluation.tagging.TaggingModule;
import io.noisette.model.Labels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verb as a user calls it. */
final class TaskEvaluationTest {

  private static final Labels TWO = Labels.of(List.of("entailment", "not_entailment"));
  private static final String RTE =
      """
      index\tsentence1\tsentence2\tlabel
      10\ttea is hot\tit is hot\tentailment
      11\ttea\tcoffee is what we want\tnot_entailment
      12\tit rains and rains and rains\tx\tentailment
      13\tz\tz\tnot_entailment
      """;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir private Path directory;
  private Path data;

  @BeforeEach
  void writeData() throws IOException {
    data = Files.createDirectories(directory.resolve("glue"));
    write("RTE/dev.tsv", RTE);
  }

  @Test
  void theResultIsALineOfJsonAndAgreesWithThePredictions() throws IOException {
    Path model = SmallClassifiers.writeBert(directory.resolve("model"), TWO);
    Path predictions = directory.resolve("new/RTE.tsv");
    assertEquals(0, evaluate("rte", model, "--predictions", predictions.toString()));
    JsonObject result = JsonParser.parseString(text(out)).getAsJsonObject();
    assertEquals("rte", result.get("task").getAsString());
    assertEquals(4, result.get("n").getAsInt());
    assertEquals(0, result.get("bad_rows").getAsInt());
    assertEquals("transformers", result.get("pair_format").getAsString());
    List<String> lines = Files.readAllLines(predictions);
    assertEquals("index\tprediction", lines.get(0));
    List<String> targets =
        RTE.lines().skip(1).map(l -> l.replaceFirst("^(\\d+).*\t(\\w+)$", "$1\t$2")).toList();
    List<String> right = lines.stream().filter(targets::contains).toList();
    assertEquals(5, lines.size());
    assertEquals(
        right.size() / 4.0, result.getAsJsonObject("metrics").get("rte.acc").getAsDouble());
    assertEquals(1, result.getAsJsonObject("metrics").size());
  }

  @Test
  void oneRowOfTokenTypesIsOfBothTexts() throws IOException {
    Path model = SmallClassifiers.writeRobertaOfWordPieces(directory.resolve("model"), TWO);
    assertEquals(0, evaluate("rte", model), () -> text(err));
  }

  @Test
  void mnliHasAResultForEachDevSetAndAFileOfPredictionsForEach() throws IOException {
    Path model =
        SmallClassifiers.writeBert(
            directory.resolve("model"),
            Labels.of(List.of("contradiction", "neutral", "entailment")));
    String header = "index\tsentence1\tsentence2\tgold_label\n";
    write("MNLI/dev_matched.tsv", header + "0\ta\tb\tneutral\n1\tb\tc\tentailment\n");
    write("MNLI/dev_mismatched.tsv", header + "0\ta\tb\tneutral\n");
    Path predictions = directory.resolve("predictions");
    assertEquals(0, evaluate("mnli", model, "--predictions", predictions.toString()));
    List<JsonObject> results =
        text(out).lines().map(line -> JsonParser.parseString(line).getAsJsonObject()).toList();
    assertEquals(2, results.get(0).get("n").getAsInt());
    assertTrue(results.get(0).getAsJsonObject("metrics").has("mnli.acc"));
    assertEquals(1, results.get(1).get("n").getAsInt());
    assertTrue(results.get(1).getAsJsonObject("metrics").has("mnli-mm.acc"));
    assertEquals(3, Files.readAllLines(predictions.resolve("MNLI-m.tsv")).size());
    assertEquals(2, Files.readAllLines(predictions.resolve("MNLI-mm.tsv")).size());
  }

  @Test
  void aClassifierThatSaysOneLabelOnlyIsTold() throws IOException {
    Path model =
        SmallClassifiers.writeBert(
            directory.resolve("model"), Labels.of(List.of("entailment", "not_entailment")));
    String row = "%d\ta\tb\tentailment\n"; // equal texts, so equal labels
    StringBuilder rows = new StringBuilder("index\tsentence1\tsentence2\tlabel\n");
    for (int i = 0; i < 10; i++) {
      rows.append(row.formatted(i));
    }
    write("RTE/dev.tsv", rows.toString());
    assertEquals(0, evaluate("rte", model));
    assertTrue(text(err).contains("the model gives all 10 examples of rte the label"), text(err));
  }

  @Test
  void aTestSplitIsPredictedWithoutBeingMeasured() throws IOException {
    Path model = SmallClassifiers.writeBert(directory.resolve("model"), Labels.numbered(1));
    write("STS-B/test.tsv", "index\tsentence1\tsentence2\n0\ta\tb\n1\tb\tc\n");
    assertEquals(2, evaluate("stsb", model, "--split", "test"));
    assertTrue(text(err).contains("test.tsv has no labels, so no metric can be computed;"));
    Path here = Files.createDirectories(directory.resolve("here"));
    assertEquals(0, evaluate("stsb", model, "--split", "test", "--predictions", here.toString()));
    assertTrue(text(out).startsWith("{\"task\":\"stsb\",\"n\":2,\"metrics\":{},"), text(out));
    List<String> lines = Files.readAllLines(here.resolve("STS-B.tsv"));
    assertEquals(3, lines.size());
    assertTrue(lines.get(2).matches("1\t[0-5]\\.\\d{3}"), lines.get(2));
    Path absent = directory.resolve("submission");
    assertEquals(0, evaluate("stsb", model, "--split", "test", "--predictions", absent.toString()));
    assertEquals(lines, Files.readAllLines(absent.resolve("STS-B.tsv")));
    Path named = directory.resolve("own.txt");
    assertEquals(0, evaluate("stsb", model, "--split", "test", "--predictions", named.toString()));
    assertEquals(lines, Files.readAllLines(named));
  }

  @Test
  void aFileOfATaskIsNamedInsteadOfATask() throws IOException {
    Path model =
        SmallClassifiers.writeBert(directory.resolve("model"), Labels.of(List.of("bad", "good")));
    Path yaml =
        Files.writeString(
            directory.resolve("mine.yaml"),
            "text: 1\nlabel: 2\nheader: false\nlabels: [bad, good]\ndev: mine.tsv\n");
    write("mine.tsv", "tea\tgood\ncoffee\tbad\n");
    assertEquals(0, evaluate(yaml.toString(), model));
    JsonObject result = JsonParser.parseString(text(out)).getAsJsonObject();
    assertEquals("mine", result.get("task").getAsString());
    assertTrue(result.getAsJsonObject("metrics").has("mine.acc"));
    assertFalse(result.has("pair_format"));
  }

  @Test
  void textsAreEncodedAsTheRunEncodedThem() throws IOException {
    Path run = directory.resolve("run");
    Path model = SmallClassifiers.writeBert(run.resolve("checkpoints/step-1"), TWO);
    Files.writeString(
        run.resolve("run.json"),
        "{\"settings\":{\"max-length\":9,\"pair-format\":\"single\",\"steps\":1}}");
    assertEquals(0, evaluate("rte", model));
    assertEquals(0, evaluate("rte", model, "--max-length", "11"));
    List<Integer> lengths =
        text(out)
            .lines()
            .map(
                line -> JsonParser.parseString(line).getAsJsonObject().get("max_length").getAsInt())
            .toList();
    assertEquals(List.of(9, 11), lengths);
    assertTrue(text(out).contains("\"pair_format\":\"single\""), text(out));
  }

  @Test
  void whatDoesNotFitIsToldInOneLine() throws IOException {
    Path model = SmallClassifiers.writeBert(directory.resolve("model"), TWO);
    assertFails(
        2,
        "--max-length 41 is longer than " + model + " allows (at most 40 tokens)",
        "rte",
        model,
        "--max-length",
        "41");
    assertFails(2, "max-length must be at least 5, not 4", "rte", model, "--max-length", "4");
    assertFails(2, "there is no dev of the task cola", "cola", model);
    assertFails(2, "--task must be one of *.yaml, ax, cola,", "cole", model);
    assertFails(2, "'cole'; did you mean cola?", "cole", model);
    write("MNLI/dev_matched.tsv", "sentence1\tsentence2\tgold_label\na\tb\tneutral\n");
    assertFails(2, "the model has 2 labels (entailment, not_entailment), but", "mnli", model);
    Files.writeString(directory.resolve("file"), "");
    write("MNLI/dev_mismatched.tsv", "sentence1\tsentence2\tgold_label\na\tb\tneutral\n");
    assertFails(
        2,
        "is a file, but mnli has 2 files of predictions: give a directory",
        "mnli",
        model,
        "--predictions",
        directory.resolve("file").toString());
  }

  @Test
  void predictionsDoNotReplaceWhatIsRead() throws IOException {
    Path model = SmallClassifiers.writeBert(directory.resolve("model"), TWO);
    Path dev = data.resolve("RTE/dev.tsv");
    String labelled = Files.readString(dev);
    for (Path file : new Path[] {dev, model.resolve("model.safetensors")}) {
      assertFails(
          2,
          " would replace a file that is read, ",
          "rte",
          model,
          "--predictions",
          file.toString());
    }
    assertEquals(labelled, Files.readString(dev));
    Path train = Files.copy(dev, data.resolve("RTE/train.tsv"));
    String message = " exists, and was not written by this subcommand; choose another path";
    assertFails(2, message, "rte", model, "--predictions", train.toString());
    assertEquals(labelled, Files.readString(train));
  }

  @Test
  void aModelWithoutTokenizerOrWithAnotherOneIsRefused() throws IOException {
    Path model = SmallClassifiers.writeBert(directory.resolve("model"), TWO);
    Path words = model.resolve("vocab.txt");
    List<String> more = new ArrayList<>(Files.readAllLines(words));
    more.addAll(List.of("1", "2", "3", "4", "5"));
    Files.write(words, more);
    assertFails(2, "model has 62 token ids, but the model has a vocabulary of 61", "rte", model);
    Files.delete(words);
    assertFails(2, "model has no tokenizer: neither tokenizer.json nor", "rte", model);
  }

  @Test
  void aModelWithAnotherHeadIsNotMeasured() throws IOException {
    Path model = SmallClassifiers.writeBert(directory.resolve("model"), TWO);
    Path config = model.resolve("config.json");
    String text = Files.readString(config);
    Files.writeString(config, text.replace("BertForSequenceClassification", "BertForMaskedLM"));
    assertFails(2, "is a BertForMaskedLM, which has no classification head", "rte", model);
  }

  private void assertFails(int code, String part, String task, Path model, String... options) {
    err.reset();
    assertEquals(code, evaluate(task, model, options));
    List<String> lines = text(err).lines().toList();
    String last = lines.get(lines.size() - 1);
    assertTrue(last.startsWith("noisette: ") && last.contains(part), text(err));
  }

  private int evaluate(String task, Path model, String... options) {
    List<String> arguments = new ArrayList<>(List.of("evaluate", "--task", task));
    arguments.addAll(List.of("--data", data.toString(), "--model", model.toString()));
    arguments.addAll(List.of("--format", "json"));
    arguments.addAll(List.of(options));
    Map<String, Command<?>> commands =
        Guice.createInjector(new EvaluationModule(), new TaggingModule())
            .getInstance(Key.get(new TypeLiteral<Map<String, Command<?>>>() {}));
    return new CommandRunner(commands, new Streams(print(out), print(err), 0)).execute(arguments);
  }

  private void write(String name, String text) throws IOException {
    Path file = data.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static PrintStream print(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
