package io.noisette.bench.fuzz;

import io.noisette.freelb.FinetuneSummary;
import io.noisette.reproduce.result.FinishedRun;
import io.noisette.run.MetricsLog;
import io.noisette.run.RunRecord;
import io.noisette.run.SummaryFile;
import io.noisette.safetensors.SafetensorsWriter;
import io.noisette.sandwich.SandwichLmConfig;
import io.noisette.settings.SettingsFile;
import io.noisette.settings.SettingsSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Settings, tables, and what runs leave. */
final class FuzzedRuns {

  private final Path directory;

  FuzzedRuns(Path directory) {
    this.directory = directory;
  }

  FuzzedFile settings(String name, String content) throws IOException {
    Path path = Files.writeString(directory.resolve(name), content);
    SettingsSchema<SandwichLmConfig> schema = SettingsSchema.of(SandwichLmConfig.class);
    return new FuzzedFile(path, "", () -> schema.read(Map.of(), SettingsFile.read(path)));
  }

  FuzzedFile table() throws IOException {
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
            rows: {r: {label: R, options: {d-model: 64}, paper: {p: 1.5 (2)}}}
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

  FuzzedFile report(String name) throws IOException {
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

  FuzzedFile summary() throws IOException {
    Path path =
        Files.writeString(
            directory.resolve(SummaryFile.NAME),
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

  FuzzedFile result() throws IOException {
    Path path = directory.resolve("result.json");
    new FinishedRun("evaluate", Map.of("steps", 3L), Map.of("a", 0.5), 2.5, Map.of("m", "f"), "d")
        .write(path);
    return new FuzzedFile(path, path.toString(), () -> FinishedRun.read(path).toRecord());
  }

  FuzzedFile golden() throws IOException {
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
