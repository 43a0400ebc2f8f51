package io.noisette.seq2seq;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.command.StopSignal;
import io.noisette.evaluation.EvaluationResult;
import io.noisette.failure.UsageException;
import io.noisette.generate.target.TextToText;
import io.noisette.settings.GivenValue;
import io.noisette.settings.SettingsSchema;
import io.noisette.testing.RecordingConsole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sources are read later as they were in the training. */
final class KeptLimitTest {

  @TempDir private static Path directory;
  private static SmallPairs pairs;
  private static Path run;

  @BeforeAll
  static void trainsOnCutSources() throws IOException {
    pairs = new SmallPairs(directory.resolve("task"));
    run = directory.resolve("run");
    SmallPairs.train(
        pairs.config(
            run, Map.of("max-source-length", 4, "truncate", "cut", "steps", 2, "metric", "loss")));
  }

  @Test
  void theCheckpointKeepsTheLimitAndTellsTransformersOfThePositions() throws IOException {
    Path best = run.resolve("checkpoints/best");
    String config = Files.readString(best.resolve("config.json"));
    assertTrue(config.contains("\"max_source_length\": 4"), config);
    assertTrue(config.contains("\"truncate_sources\": true"), config);
    String tokenizer = Files.readString(best.resolve("tokenizer_config.json"));
    assertTrue(tokenizer.contains("\"model_max_length\": 24"), tokenizer);
    try (TextToText model = TextToText.open(run, "cpu")) {
      assertEquals(4, model.encode("the dark sun").length);
    }
  }

  @Test
  void anEvaluationReadsSourcesAsTheTrainingUnlessToldOtherwise() throws IOException {
    RecordingConsole console = new RecordingConsole();
    EvaluationResult result = evaluate(Map.of(), console);
    assertEquals(6L, result.details().get("cut_sources"));
    assertTrue(
        console
            .messages()
            .contains("sources: max-source-length 4 (config.json), truncate cut (config.json)"),
        () -> console.messages().toString());
    assertEquals(
        0L, evaluate(Map.of("max-source-length", 24), console).details().get("cut_sources"));
    assertThrows(UsageException.class, () -> evaluate(Map.of("truncate", "refuse"), console));
  }

  private static EvaluationResult evaluate(Map<String, ?> changes, RecordingConsole console)
      throws IOException {
    Map<String, Object> all = new HashMap<>(changes);
    all.put("task", "seq2seq");
    all.put("model", run);
    all.put("data", pairs.validation());
    all.put("metric", "loss");
    Map<String, GivenValue> given = new HashMap<>();
    all.forEach(
        (name, value) ->
            given.put(name, new GivenValue("--" + name, List.of(String.valueOf(value)))));
    Seq2SeqEvaluationConfig config =
        SettingsSchema.of(Seq2SeqEvaluationConfig.class).read(given, Map.of());
    return new Seq2SeqEvaluation().evaluate(config, console, new StopSignal()).get(0);
  }
}
