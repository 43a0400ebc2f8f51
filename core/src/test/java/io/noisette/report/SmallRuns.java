package io.noisette.report;

import io.noisette.run.CheckpointDirectory;
import io.noisette.run.RunFacts;
import io.noisette.run.RunRecord;
import io.noisette.run.RunRecord.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Run directories made up, and what writes reports on them. */
final class SmallRuns {

  private static final String LINE =
      "{\"step\":%d,\"loss\":%s,\"target_tokens\":%d.0,\"tokens_per_second\":500.0}\n";

  /** Training state of {@link #writeTask}. */
  static final String STATE =
      """
      {"step":20,"updates":20,"cursor":{"epoch":1,"position":0},"targetTokens":200,
      "skippedInARow":0,"best":0.8,"bestStep":10,"validationDue":false}
      """;

  private SmallRuns() {}

  static RunRecord record(Map<String, Object> changes) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("output", "runs/x");
    settings.put("steps", 40L);
    settings.put("learning-rate", 0.003);
    settings.putAll(changes);
    return new RunRecord(
        "small-train",
        settings,
        Map.of("noisette", "0.1"),
        Map.of("os", "Linux"),
        Map.of("corpus", "0123456789abcdef0123456789abcdef"),
        List.of(new Session("2026-01-01T00:00:00Z", 0, List.of())));
  }

  static Path write(Path directory, Map<String, Object> changes, String metrics)
      throws IOException {
    record(changes).write(Files.createDirectories(directory));
    Files.writeString(directory.resolve("metrics.jsonl"), metrics);
    return directory;
  }

  /** Lines of steps 10, 20, ... with a falling loss, and a validation in the end. */
  static String metrics(int lines) {
    return IntStream.rangeClosed(1, lines)
            .mapToObj(i -> LINE.formatted(10 * i, 1 + 5.0 / i, 1000 * i))
            .collect(Collectors.joining())
        + "{\"step\":%d,\"validation_loss\":1.75}\n".formatted(10 * lines);
  }

  /**
   * Writes a run of fine-tuning with 20 steps done, whose best dev metric is at step 10.
   *
   * @param steps number of steps of the whole run
   */
  static Path writeTask(Path directory, long steps, long patience) throws IOException {
    RunFacts facts =
        new RunFacts(
            steps, 10, patience, "dev.acc", true, "nats per text", "tokens", List.of("epochs"));
    Map<String, Object> changes = new LinkedHashMap<>();
    changes.put("steps", null);
    changes.put("epochs", 3L);
    record(changes).withFacts(facts).write(Files.createDirectories(directory));
    Files.writeString(
        directory.resolve("metrics.jsonl"),
        LINE.formatted(10, "0.9", 100)
            + "{\"step\":10,\"validation_loss\":0.9,\"dev.acc\":0.8}\n"
            + "{\"step\":20,\"validation_loss\":0.7,\"dev.acc\":0.7}\n");
    CheckpointDirectory.open(directory)
        .write(20, path -> Files.writeString(path.resolve("trainer.json"), STATE));
    return directory;
  }

  static RunReports reports(ReportSection... sections) {
    Set<ReportSection> all = new LinkedHashSet<>(List.of(sections));
    return new RunReports(ReportModule.charts(), all, new ChangedSettings(Map.of()));
  }
}
