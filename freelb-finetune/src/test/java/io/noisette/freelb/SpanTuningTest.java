package io.noisette.freelb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import example.FineTune;
import io.noisette.command.OutputFormat;
import io.noisette.command.StopSignal;
import io.noisette.evaluation.answer.AnswerCommand;
import io.noisette.evaluation.answer.AnswerConfig;
import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import io.noisette.settings.GivenValue;
import io.noisette.settings.SettingsSchema;
import io.noisette.testing.RecordingConsole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fine-tuning on questions whose answer is the word behind "had". */
final class SpanTuningTest {

  private static final List<String> WORDS = List.of("sun", "tea", "cake", "rain", "mud", "noise");

  @TempDir private static Path directory;
  private static SmallTask task;
  private static Path data;

  @BeforeAll
  static void writesQuestions() throws IOException, InterruptedException {
    task = new SmallTask(directory.resolve("task"));
    data = Files.createDirectories(directory.resolve("data"));
    write("train-v1.1.json", 60, false);
    write("dev-v1.1.json", 12, false);
    write("train-v2.0.json", 60, true);
    write("dev-v2.0.json", 12, true);
  }

  @Test
  void answersAreLearnedAndFound() throws Exception {
    Path output = directory.resolve("learned");
    FinetuneSummary summary = SmallTask.train(config(output, "squad1", Map.of("epochs", 14)));
    assertEquals("squad1.f1", summary.metric());
    assertTrue(summary.values().get(0) > 90, summary::toString);
    Path run = output.resolve("seed-1");
    String model = Files.readString(run.resolve("checkpoints/best/config.json"));
    assertTrue(model.contains("\"RobertaForQuestionAnswering\""), model);
    JsonObject texts = json(run.resolve("predictions/predictions.json"));
    assertEquals(12, texts.size());
    RecordingConsole console = new RecordingConsole();
    new AnswerCommand().execute(answer(run, "number 8 and we had tea and number 56 😀"), console);
    JsonObject found = JsonParser.parseString(console.text()).getAsJsonObject();
    JsonObject best = found.getAsJsonArray("answers").get(0).getAsJsonObject();
    assertEquals("tea", best.get("text").getAsString());
    assertEquals(20, best.get("start").getAsInt());
    assertEquals(23, best.get("end").getAsInt());
    assertEquals(2, found.getAsJsonArray("answers").size());
    StopSignal told = new StopSignal();
    StoppingConsole watching = new StoppingConsole(1, 1, told);
    watching.info("seed 1: stops at the first window");
    new AnswerCommand().execute(answer(run, "we had tea"), watching);
    assertTrue(told.isRequested(), "no progress was shown");
    FineTune.answer(run).forEach(answer -> assertTrue(answer.end() > answer.start()));
  }

  @Test
  void squad2ChoosesAThresholdThatAnswerUses() throws IOException {
    Path output = directory.resolve("squad2");
    FinetuneSummary summary = SmallTask.train(config(output, "squad2", Map.of("epochs", 3)));
    assertEquals("squad2.best_f1", summary.metric());
    Path run = output.resolve("seed-1");
    double threshold =
        json(run.resolve("predictions/no-answer-threshold.json"))
            .get("no_answer_threshold")
            .getAsDouble();
    assertTrue(threshold >= 0 && threshold <= 1, "threshold " + threshold);
    assertEquals(12, json(run.resolve("predictions/na_prob.json")).size());
    RecordingConsole console = new RecordingConsole();
    new AnswerCommand().execute(answer(run, "we had tea and number 3"), console);
    JsonObject found = JsonParser.parseString(console.text()).getAsJsonObject();
    double none = found.get("no_answer_probability").getAsDouble();
    assertEquals(none > threshold, found.get("no_answer").getAsBoolean());
  }

  @Test
  void aBartWithAnAdversaryResumesToTheSameBytes() throws IOException {
    Map<String, Object> changes = new LinkedHashMap<>();
    changes.put("model", task.bart());
    changes.put("adversary", "freelb");
    changes.put("adv-init-mag", 0.1);
    changes.put("epochs", 1);
    Path whole = directory.resolve("whole");
    SmallTask.train(config(whole, "squad1", changes));
    Path stopped = directory.resolve("stopped");
    SmallTask.trainUntil(1, 4, config(stopped, "squad1", changes));
    SmallTask.train(config(stopped, "squad1", changes));
    for (String file :
        List.of("checkpoints/best/model.safetensors", "predictions/predictions.json")) {
      Path path = Path.of("seed-1").resolve(file);
      assertEquals(-1, Files.mismatch(whole.resolve(path), stopped.resolve(path)), file);
    }
    String model = Files.readString(whole.resolve("seed-1/checkpoints/best/config.json"));
    assertTrue(model.contains("\"BartForQuestionAnswering\""), model);
  }

  @Test
  void yopoTrainsASpanHead() throws IOException {
    Map<String, ?> changes = Map.of("adversary", "yopo", "epochs", 1);
    assertEquals(1, SmallTask.train(config(directory.resolve("yopo"), "squad1", changes)).n());
  }

  @Test
  void aDryRunCountsWindows() throws IOException {
    RecordingConsole console = new RecordingConsole();
    FreeLbFinetuneConfig config =
        config(directory.resolve("dry"), "squad1", Map.of("max-length", 32, "epochs", 1))
            .withRuntime(runtime -> runtime.dryRun(true));
    new FreeLbFinetuneRecipe(config, console).train(new StopSignal());
    assertTrue(console.text().contains("qa_outputs.weight"), console::text);
  }

  @Test
  void whatDoesNotFitIsOneLine() throws IOException {
    assertRefused("has none of the files train-v1.1.json", "squad1", Map.of("data", directory));
    assertRefused("must be a directory", "squad1", Map.of("data", data.resolve("dev-v1.1.json")));
    Path mixed = Files.createDirectories(directory.resolve("mixed"));
    Files.copy(data.resolve("train-v2.0.json"), mixed.resolve("train.json"));
    Files.copy(data.resolve("dev-v2.0.json"), mixed.resolve("dev.json"));
    assertRefused("so this is SQuAD 2.0: use --task squad2", "squad1", Map.of("data", mixed));
    assertRefused("leaves no room for context", "squad1", Map.of("max-question-length", 60));
    Files.writeString(mixed.resolve("train.json"), "{}");
    assertThrows(
        CorruptDataException.class,
        () -> SmallTask.train(config(directory.resolve("x"), "squad2", Map.of("data", mixed))));
  }

  private static void assertRefused(String message, String name, Map<String, ?> changes) {
    UsageException refused =
        assertThrows(
            UsageException.class,
            () -> SmallTask.train(config(directory.resolve("refused"), name, changes)));
    assertTrue(String.valueOf(refused.getMessage()).contains(message), refused::getMessage);
  }

  private static FreeLbFinetuneConfig config(Path output, String name, Map<String, ?> changes) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("task", name);
    all.put("data", data);
    all.put("max-length", 40);
    all.put("max-question-length", 12);
    all.put("doc-stride", 8);
    all.put("max-answer-length", 8);
    all.putAll(changes);
    return task.config(output, all);
  }

  private static AnswerConfig answer(Path model, String context) {
    Map<String, GivenValue> given = new LinkedHashMap<>();
    Map.of(
            "question",
            "what was it",
            "context",
            context,
            "model",
            model.toString(),
            "best",
            "2",
            "format",
            "json",
            "threads",
            "1")
        .forEach((name, value) -> given.put(name, new GivenValue("--" + name, List.of(value))));
    AnswerConfig config = SettingsSchema.of(AnswerConfig.class).read(given, Map.of());
    assertEquals(OutputFormat.JSON, config.format());
    return config;
  }

  private static JsonObject json(Path file) throws IOException {
    return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
  }

  /** Writes questions; of SQuAD 2.0, every third context does not have the answer. */
  private static void write(String name, int count, boolean someWithout) throws IOException {
    List<String> paragraphs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String word = WORDS.get(i % WORDS.size());
      boolean without = someWithout && i % 3 == 0;
      String context =
          "number %d and we %s %s and number %d".formatted(i, without ? "and" : "had", word, 7 * i);
      String answers =
          without
              ? ""
              : "{\"text\": \"%s\", \"answer_start\": %d}"
                  .formatted(word, context.indexOf("had ") + 4);
      paragraphs.add(
          """
          {"context": "%s", "qas": [{"id": "q%d", "question": "what was it", "answers": [%s]}]}\
          """
              .formatted(context, i, answers));
    }
    Files.writeString(
        data.resolve(name),
        "{\"version\": \"%s\", \"data\": [{\"title\": \"days\", \"paragraphs\": [%s]}]}"
            .formatted(someWithout ? "v2.0" : "1.1", String.join(",", paragraphs)));
  }
}
