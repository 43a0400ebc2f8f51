package io.noisette.freelb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.inject.Guice;
import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import io.noisette.command.Command;
import io.noisette.command.CommandRunner;
import io.noisette.command.StopSignal;
import io.noisette.command.Streams;
import io.noisette.evaluation.EvaluationModule;
import io.noisette.evaluation.tagging.TaggingModule;
import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import io.noisette.testing.Interrupts;
import io.noisette.testing.RecordingConsole;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fine-tuning on words of which those behind "had" are things, and numbers are numbers. */
final class TaggingTuningTest {

  private static final List<String> WORDS = List.of("sun", "tea", "cake", "rain", "mud", "noise");

  @TempDir private static Path directory;
  private static SmallTask task;
  private static Path data;

  @BeforeAll
  static void writesTexts() throws IOException, InterruptedException {
    task = new SmallTask(directory.resolve("task"));
    data = Files.createDirectories(directory.resolve("data"));
    Files.writeString(
        data.resolve("things.yaml"),
        "tags: [O, THING, NUMBER]\ntrain: train.txt\ndev: dev.jsonl\ntest: test.txt\n");
    write("train.txt", 60);
    Files.writeString(data.resolve("test.txt"), "we\nhad\nnoise\n");
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      rows.add(
          "{\"tokens\": [\"we\", \"had\", \"%s\", \"and\", \"%s\"], \"tags\": [\"O\", \"O\", \"THING\", \"O\", 2]}"
              .formatted(WORDS.get(i % WORDS.size()), i));
    }
    Files.write(data.resolve("dev.jsonl"), rows);
  }

  @Test
  void tagsAreLearnedAndEvaluated() throws IOException {
    Path output = directory.resolve("learned");
    FinetuneSummary summary = SmallTask.train(config(output, Map.of("epochs", 12)));
    assertEquals("things.f1", summary.metric());
    assertTrue(summary.values().get(0) > 0.9, summary::toString);
    Path run = output.resolve("seed-1");
    String model = Files.readString(run.resolve("checkpoints/best/config.json"));
    assertTrue(model.contains("\"RobertaForTokenClassification\""), model);
    List<String> predicted = Files.readAllLines(run.resolve("predictions/things.tsv"));
    assertEquals(List.of("we\tO", "had\tO", "sun\tTHING", "and\tO"), predicted.subList(0, 4));
    assertEquals(12 * 6, predicted.size());
    JsonObject measured = evaluate(run);
    assertEquals(
        summary.values().get(0),
        measured.getAsJsonObject("metrics").get("things.f1").getAsDouble());
    assertEquals(60, measured.get("words").getAsInt());
    Path file = directory.resolve("test.tsv");
    evaluate(run, "--split", "test", "--predictions", file.toString());
    assertEquals("noise\tTHING", Files.readAllLines(file).get(2));
  }

  @Test
  void aBartWithAnAdversaryResumesToTheSameBytes() throws IOException {
    Map<String, Object> changes = new LinkedHashMap<>();
    changes.put("model", task.bart());
    changes.put("adversary", "freelb");
    changes.put("adv-init-mag", 0.1);
    changes.put("micro-batch-tokens", 60);
    changes.put("epochs", 1);
    Path whole = directory.resolve("whole");
    SmallTask.train(config(whole, changes));
    Path stopped = directory.resolve("stopped");
    SmallTask.trainUntil(1, 4, config(stopped, changes));
    SmallTask.train(config(stopped, changes));
    for (String file : List.of("checkpoints/best/model.safetensors", "predictions/things.tsv")) {
      Path path = Path.of("seed-1").resolve(file);
      assertEquals(-1, Files.mismatch(whole.resolve(path), stopped.resolve(path)), file);
    }
  }

  /** With other tags in the same file, the head would learn on under other names. */
  @Test
  void aRunIsBoundToTheContentOfItsTask() throws IOException {
    Path output = directory.resolve("bound");
    SmallTask.train(config(output, Map.of("epochs", 1)));
    Path moved = Files.createDirectories(directory.resolve("elsewhere")).resolve("things.yaml");
    Files.copy(data.resolve("things.yaml"), moved);
    SmallTask.train(config(output, Map.of("epochs", 2, "task", moved)));
    Files.writeString(
        moved, Files.readString(moved).replace("[O, THING, NUMBER]", "[O, NUMBER, THING]"));
    UsageException changed =
        assertThrows(
            UsageException.class,
            () -> SmallTask.train(config(output, Map.of("epochs", 3, "task", moved))));
    assertTrue(
        String.valueOf(changed.getMessage()).contains("the SHA-256 of task was"),
        changed::getMessage);
  }

  @Test
  void anInterruptIsAStopWhateverIsBeingDone() throws IOException {
    Path whole = directory.resolve("undisturbed");
    SmallTask.train(config(whole, Map.of("epochs", 1)));
    Path output = directory.resolve("interrupted");
    FreeLbFinetuneConfig config = config(output, Map.of("epochs", 1));
    int interrupts =
        Interrupts.repeat(console -> new FreeLbFinetuneRecipe(config, console).train());
    assertTrue(interrupts > 2, "interrupts: " + interrupts);
    for (String file : List.of("checkpoints/best/model.safetensors", "predictions/things.tsv")) {
      Path path = Path.of("seed-1").resolve(file);
      assertEquals(-1, Files.mismatch(whole.resolve(path), output.resolve(path)), file);
    }
  }

  @Test
  void yopoTrainsATaggingHead() throws IOException {
    Map<String, ?> changes = Map.of("adversary", "yopo", "epochs", 1);
    assertEquals(1, SmallTask.train(config(directory.resolve("yopo"), changes)).n());
  }

  @Test
  void aDryRunShowsTheHead() throws IOException {
    RecordingConsole console = new RecordingConsole();
    FreeLbFinetuneConfig config =
        config(directory.resolve("dry"), Map.of("epochs", 1))
            .withRuntime(runtime -> runtime.dryRun(true));
    new FreeLbFinetuneRecipe(config, console).train(new StopSignal());
    assertTrue(console.text().contains("classifier.weight"), console::text);
  }

  @Test
  void longTextsAreCutAndCounted() throws IOException {
    RecordingConsole console = new RecordingConsole();
    FreeLbFinetuneConfig config =
        config(directory.resolve("cut"), Map.of("epochs", 1, "max-length", 5));
    new FreeLbFinetuneRecipe(config, console).train(new StopSignal());
    String told = String.join("\n", console.messages());
    assertTrue(told.contains("texts have more than 5 tokens and are cut"), told);
    Path predictions = directory.resolve("cut/seed-1/predictions/things.tsv");
    assertEquals("and\tO", Files.readAllLines(predictions).get(3));
  }

  @Test
  void whatDoesNotFitIsOneLine() throws IOException {
    UsageException missing =
        assertThrows(UsageException.class, () -> train(Map.of("data", directory)));
    assertTrue(String.valueOf(missing.getMessage()).contains("there is no train.txt"));
    Path bad = Files.createDirectories(directory.resolve("bad"));
    Files.copy(data.resolve("dev.jsonl"), bad.resolve("dev.jsonl"));
    Files.writeString(bad.resolve("train.txt"), "we O\nhad X\n");
    CorruptDataException unknown =
        assertThrows(CorruptDataException.class, () -> train(Map.of("data", bad)));
    assertTrue(
        String.valueOf(unknown.getMessage()).contains("train.txt:2: the tag must be one of"));
  }

  private static void train(Map<String, ?> changes) throws IOException {
    SmallTask.train(config(directory.resolve("refused"), changes));
  }

  private static FreeLbFinetuneConfig config(Path output, Map<String, ?> changes) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("task", data.resolve("things.yaml"));
    all.put("data", data);
    all.put("max-length", 40);
    all.putAll(changes);
    return task.config(output, all);
  }

  private static JsonObject evaluate(Path run, String... options) {
    List<String> arguments = new ArrayList<>(List.of("evaluate", "--format", "json"));
    arguments.addAll(List.of("--task", data.resolve("things.yaml").toString()));
    arguments.addAll(List.of("--data", data.toString(), "--model", run.toString()));
    arguments.addAll(List.of("--threads", "1"));
    arguments.addAll(List.of(options));
    Map<String, Command<?>> commands =
        Guice.createInjector(new EvaluationModule(), new TaggingModule())
            .getInstance(Key.get(new TypeLiteral<Map<String, Command<?>>>() {}));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Streams streams = new Streams(print(out), print(err), 0);
    assertEquals(0, new CommandRunner(commands, streams).execute(arguments), err::toString);
    return JsonParser.parseString(out.toString(StandardCharsets.UTF_8)).getAsJsonObject();
  }

  private static PrintStream print(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  /** Writes texts in columns; the last column is the tag. */
  private static void write(String name, int count) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append("we PRP O\nhad VBD O\n%s NN THING\n".formatted(WORDS.get(i % WORDS.size())));
      text.append("and CC O\n").append(7 * i).append(" CD NUMBER\n\n");
    }
    Files.writeString(data.resolve(name), text);
  }
}
