package io.noisette.evaluation.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.noisette.command.Command;
import io.noisette.command.CommandRunner;
import io.noisette.command.Streams;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ScoreCommandsTest {

  private static final String QUESTIONS =
      """
      {"version": "%s", "data": [{"title": "t", "paragraphs": [{"context": "a b c", "qas": [
        {"id": "q1", "question": "?", "answers": [{"text": "b", "answer_start": 2}]},
        {"id": "q2", "question": "?", "answers": [%s]}]}]}]}
      """;
  private static final String C = "{\"text\": \"c\", \"answer_start\": 4}";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir Path directory;

  @Test
  void linesAreScoredAgainstSeveralFilesOfReferences() throws IOException {
    write("a.txt", "x y", "z");
    write("r1.txt", "x", "w");
    write("r2.txt", "x y", "w");
    assertEquals(
        0, run("exact-match", "--predictions", "a.txt", "--references", "r1.txt", "r2.txt"));
    assertTrue(text(out).contains("signature   nrefs:2|"), text(out));
    assertTrue(text(out).contains("a.txt"), text(out));
    assertTrue(text(out).lines().anyMatch(line -> line.contains("exact_match  50.00")), text(out));
  }

  @Test
  void jsonLinesHaveFieldsAndListsOfReferences() throws IOException {
    write("a.jsonl", "{\"index\": 0, \"best\": \"x y\"}", "{\"index\": 1, \"best\": \"z\"}");
    write("r.jsonl", "{\"target\": [\"q\", \"x y\"]}", "{\"target\": \"z\"}");
    String[] options = {
      "--predictions", "a.jsonl", "--references", "r.jsonl", "--prediction-field", "best"
    };
    assertEquals(0, run("token-f1", options));
    assertTrue(text(out).contains("nrefs:var|"), text(out));
    assertEquals(2, run("token-f1", "--predictions", "a.jsonl", "--references", "r.jsonl"));
    assertTrue(
        text(err)
            .contains(
                "a.jsonl:1: no field 'prediction' among index, best; --prediction-field names"
                    + " another"),
        text(err));
  }

  @Test
  void aSecondSystemIsComparedWithTheFirst() throws IOException {
    write("a.txt", Collections.nCopies(50, "the cat sat on the mat").toArray(String[]::new));
    write("b.txt", Collections.nCopies(50, "the dog sat on a mat").toArray(String[]::new));
    for (String test : List.of("bootstrap", "randomization")) {
      out.reset();
      String[] options = {
        "--predictions",
        "a.txt",
        "b.txt",
        "--references",
        "a.txt",
        "--paired-test",
        test,
        "--randomization-trials",
        "100",
        "--bootstrap-samples",
        "100",
        "--format",
        "json"
      };
      assertEquals(0, run("bleu", options));
      List<JsonObject> systems =
          text(out).lines().map(line -> JsonParser.parseString(line).getAsJsonObject()).toList();
      assertEquals(2, systems.size());
      assertEquals(100, metric(systems.get(0), "bleu"), 1e-9);
      assertTrue(metric(systems.get(1), "bleu") < 50, text(out));
      assertEquals(1 / 101.0, systems.get(1).getAsJsonObject("p").get("bleu").getAsDouble(), 1e-9);
    }
  }

  @Test
  void scoresOfRowsAreWritten() throws IOException {
    write("a.txt", "a cat", "x");
    write("r.txt", "a cat", "y");
    Path rows = directory.resolve("rows.jsonl");
    String[] options = {
      "--predictions", "a.txt", "--references", "r.txt", "--row-scores", rows.toString()
    };
    assertEquals(0, run("bleu", options));
    List<String> lines = Files.readAllLines(rows);
    assertEquals(2, lines.size());
    JsonObject first = JsonParser.parseString(lines.get(0)).getAsJsonObject();
    assertEquals(1, first.get("row").getAsInt());
    assertEquals(100, first.get("bleu").getAsDouble(), 1e-9); // 2-grams at most
  }

  @Test
  void whatDoesNotFitIsOneLine() throws IOException {
    write("a.txt", "x", "y");
    write("r.txt", "x");
    write("empty.txt");
    write("bad.jsonl", "{\"prediction\": \"x\"}", "{\"prediction\": ");
    write("list.jsonl", "{\"prediction\": [\"x\", \"y\"]}", "{\"prediction\": \"x\"}");
    write("table.csv", "x,y");
    assertFails(2, "a.txt has 2 rows, but DIR/r.txt has 1: row N", "a.txt", "r.txt");
    assertFails(2, "empty.txt is empty: there is nothing to score", "empty.txt", "r.txt");
    assertFails(3, "bad.jsonl:2: not a JSON object on one line", "bad.jsonl", "a.txt");
    assertFails(2, "list.jsonl:1: 2 predictions, but one per row", "list.jsonl", "a.txt");
    assertFails(2, "table.csv is a table; write the column", "table.csv", "r.txt");
    write("json.txt", "{\"prediction\": \"x\"}");
    assertFails(2, "json.txt begins with a JSON object: name it .jsonl", "json.txt", "r.txt");
    assertFails(2, "there is no file DIR/none.txt", "none.txt", "r.txt");
  }

  @Test
  void anIntervalNeedsFortySamples() throws IOException {
    write("a.txt", "a cat");
    for (String samples : List.of("1", "39")) {
      String[] few = {
        "--predictions", "a.txt", "--references", "a.txt", "--bootstrap-samples", samples
      };
      assertEquals(2, run("bleu", few));
      assertTrue(text(err).contains("must be 0 or at least 40, not " + samples), text(err));
    }
    String[] enough = {
      "--predictions", "a.txt", "--references", "a.txt", "--bootstrap-samples", "40"
    };
    assertEquals(0, run("bleu", enough));
  }

  @Test
  void tokenizedTextAndEmptyPredictionsAreWarnedOf() throws IOException {
    List<String> lines = new ArrayList<>(Collections.nCopies(100, "a tokenized line ."));
    lines.add(" ");
    write("a.txt", lines.toArray(String[]::new));
    assertEquals(0, run("bleu", "--predictions", "a.txt", "--references", "a.txt"));
    assertTrue(text(err).contains("1 of 101 predictions are empty"), text(err));
    assertTrue(text(err).contains("100 lines end in ' .'"), text(err));
  }

  @Test
  void squadIsScoredByTheVersionOfTheData() throws IOException {
    write("v1.json", QUESTIONS.formatted("1.1", C));
    write("p.json", "{\"q1\": \"the b\", \"other\": \"\"}");
    assertEquals(0, run("squad", "--predictions", "p.json", "--references", "v1.json"));
    assertTrue(text(out).lines().anyMatch(line -> line.contains("exact_match  50.00")), text(out));
    assertTrue(text(err).contains("no prediction for 1 of 2 questions"), text(err));
    write("v2.json", QUESTIONS.formatted("v2.0", ""));
    assertEquals(2, run("squad", "--predictions", "p.json", "--references", "v2.json"));
    assertTrue(text(err).contains("p.json has no prediction for question q2"), text(err));
    write("p2.json", "{\"q1\": \"b\", \"q2\": \"c\"}");
    write("na.json", "{\"q1\": 0.1, \"q2\": 0.9}");
    out.reset();
    assertEquals(0, run("squad", "--predictions", "p2.json", "--references", "v2.json"));
    assertFalse(text(out).contains("best_"), "no probabilities to choose a threshold from");
    String[] useless = {
      "--predictions", "p2.json", "--references", "v2.json", "--no-answer-threshold", "0.5"
    };
    assertEquals(2, run("squad", useless));
    assertTrue(text(err).contains("give them too"), text(err));
    String[] shown = {
      "--predictions", "p2.json", "--references", "v2.json", "--no-answer-probabilities", "na.json"
    };
    assertEquals(0, run("squad", shown));
    assertTrue(
        text(out).lines().anyMatch(line -> line.matches(".*best_f1_thresh +0\\.1000 *")),
        text(out));
    String[] options = {
      "--predictions",
      "p2.json",
      "--references",
      "v2.json",
      "--no-answer-probabilities",
      "na.json",
      "--no-answer-threshold",
      "0.5",
      "--format",
      "json"
    };
    out.reset();
    assertEquals(0, run("squad", options));
    JsonObject json = JsonParser.parseString(text(out)).getAsJsonObject();
    assertEquals(100, metric(json, "exact"), 0);
    assertEquals(0.1, metric(json, "best_f1_thresh"), 0);
  }

  @Test
  void eachSystemHasItsOwnProbabilitiesOfNoAnswer() throws IOException {
    write("v2.json", QUESTIONS.formatted("v2.0", ""));
    write("p.json", "{\"q1\": \"b\", \"q2\": \"c\"}");
    write("na.json", "{\"q1\": 0.1, \"q2\": 0.9}");
    write("other.json", "{\"q1\": 0.3, \"q2\": 0.9}");
    List<String> options =
        new ArrayList<>(List.of("--predictions", "p.json", "p.json", "--references", "v2.json"));
    options.addAll(List.of("--format", "json", "--no-answer-probabilities", "na.json"));
    assertEquals(2, run("squad", options.toArray(String[]::new)));
    assertTrue(text(err).contains("must be as many files as predictions, 2, not 1"), text(err));
    options.add("other.json");
    out.reset();
    assertEquals(0, run("squad", options.toArray(String[]::new)));
    List<Double> thresholds =
        text(out)
            .lines()
            .map(line -> JsonParser.parseString(line).getAsJsonObject())
            .filter(line -> line.has("metrics"))
            .map(line -> metric(line, "best_f1_thresh"))
            .toList();
    assertEquals(List.of(0.1, 0.3), thresholds);
  }

  private static double metric(JsonObject json, String name) {
    return json.getAsJsonObject("metrics").get(name).getAsDouble();
  }

  private void assertFails(int code, String message, String predictions, String references) {
    err.reset();
    assertEquals(code, run("rouge", "--predictions", predictions, "--references", references));
    String expected = message.replace("DIR", directory.toString());
    assertTrue(text(err).contains(expected) && text(err).lines().count() == 1, text(err));
  }

  /** Runs a metric; names that end like files are taken for files of the directory. */
  private int run(String metric, String... options) {
    List<String> arguments = new ArrayList<>(List.of("score", "--metric", metric));
    for (String option : options) {
      boolean isFile = option.matches("\\w+\\.(txt|jsonl|json|csv)");
      arguments.add(isFile ? directory.resolve(option).toString() : option);
    }
    Map<String, Command<?>> commands = Map.of("score", ScoreCommands.create().get(metric));
    return new CommandRunner(commands, new Streams(print(out), print(err), 0)).execute(arguments);
  }

  private void write(String name, String... lines) throws IOException {
    Files.write(directory.resolve(name), List.of(lines));
  }

  private static PrintStream print(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
