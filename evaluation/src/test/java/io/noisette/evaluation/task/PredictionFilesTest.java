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

/** Files that {@code --predictions} writes. */
final class PredictionFilesTest {

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir private Path directory;
  private Path yaml;
  private Path model;

  @BeforeEach
  void writeTask() throws IOException {
    yaml =
        Files.writeString(
            directory.resolve("mine.yaml"),
            "text: t\nlabel: l\nlabels: [bad, good]\ndev: mine.jsonl\nmetrics: [macro-f1]\n");
    Files.writeString(
        directory.resolve("mine.jsonl"),
        """
        {"t": "tea", "l": "good", "id": "a\\t1\\nb"}
        {"t": "coffee is what we want", "l": "bad", "id": "c"}
        """);
    model =
        SmallClassifiers.writeBert(directory.resolve("model"), Labels.of(List.of("good", "bad")));
  }

  @Test
  void jsonLinesHaveTheProbabilityOfEachLabel() throws IOException {
    Path file = directory.resolve("predictions.jsonl");
    assertEquals(0, evaluate("--predictions", file.toString()), this::errors);
    List<String> lines = Files.readAllLines(file);
    assertEquals(2, lines.size());
    JsonObject first = JsonParser.parseString(lines.get(0)).getAsJsonObject();
    assertEquals("a\t1\nb", first.get("index").getAsString());
    JsonObject probabilities = first.getAsJsonObject("probabilities");
    double good = probabilities.get("good").getAsDouble();
    double bad = probabilities.get("bad").getAsDouble();
    assertEquals(1, good + bad, 1e-12);
    assertEquals(good > bad ? "good" : "bad", first.get("prediction").getAsString());
    assertEquals(0, evaluate("--predictions", file.toString()), "an earlier file is replaced");
    Files.writeString(file, "{\"text\": \"precious\"}\n");
    assertEquals(2, evaluate("--predictions", file.toString()));
    assertTrue(errors().contains("exists, and was not written by this subcommand"), errors());
  }

  @Test
  void scoresOfARegressionAreNumbers() throws IOException {
    Files.writeString(yaml, "text: t\nlabel: s\nrange: [0, 5]\ntest: mine.jsonl\n");
    model = SmallClassifiers.writeBert(directory.resolve("regression"), Labels.numbered(1));
    Path file = directory.resolve("scores.jsonl");
    assertEquals(0, evaluate("--split", "test", "--predictions", file.toString()), this::errors);
    JsonObject first = JsonParser.parseString(Files.readAllLines(file).get(0)).getAsJsonObject();
    assertTrue(first.getAsJsonPrimitive("prediction").isNumber(), first::toString);
    assertFalse(first.has("probabilities"));
  }

  @Test
  void anIdMakesNoFurtherRows() throws IOException {
    Path file = directory.resolve("predictions.tsv");
    assertEquals(0, evaluate("--predictions", file.toString()), this::errors);
    List<String> lines = Files.readAllLines(file);
    assertEquals(3, lines.size());
    assertTrue(lines.get(1).startsWith("a 1 b\t"), lines::toString);
  }

  @Test
  void aDeviceIsWrittenTo() {
    assertEquals(0, evaluate("--predictions", "/dev/null"), this::errors);
  }

  @Test
  void aCsvIsRefusedByName() throws IOException {
    Files.writeString(yaml, Files.readString(yaml).replace("mine.jsonl", "mine.csv"));
    Files.writeString(directory.resolve("mine.csv"), "t\n\"tea, hot\"\n");
    assertEquals(2, evaluate());
    assertTrue(errors().contains("mine.csv is CSV, which is not read here"), errors());
  }

  private int evaluate(String... options) {
    List<String> arguments =
        new ArrayList<>(
            List.of("evaluate", "--task", yaml.toString(), "--data", directory.toString()));
    arguments.addAll(List.of("--model", model.toString()));
    arguments.addAll(List.of(options));
    Map<String, Command<?>> commands =
        Guice.createInjector(new EvaluationModule(), new TaggingModule())
            .getInstance(Key.get(new TypeLiteral<Map<String, Command<?>>>() {}));
    PrintStream out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    PrintStream told = new PrintStream(err, true, StandardCharsets.UTF_8);
    return new CommandRunner(commands, new Streams(out, told, 0)).execute(arguments);
  }

  private String errors() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
