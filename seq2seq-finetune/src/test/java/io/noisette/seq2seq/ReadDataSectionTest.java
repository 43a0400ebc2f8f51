package io.noisette.seq2seq;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.noisette.command.StopSignal;
import io.noisette.report.ChangedSettings;
import io.noisette.report.RunReports;
import io.noisette.testing.RecordingConsole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReadDataSectionTest {

  @TempDir private Path directory;

  @Test
  void whatWasCutIsInTheRunAndItsReport() throws IOException {
    SmallPairs pairs = new SmallPairs(directory.resolve("task"));
    Path run = directory.resolve("run");
    Map<String, ?> changes =
        Map.of("steps", 2, "metric", "loss", "max-source-length", 4, "truncate", "cut");
    Seq2SeqFinetuneConfig config = pairs.config(run, changes);
    RunReports reports =
        new RunReports(Set.of(), Set.of(new ReadDataSection()), new ChangedSettings(Map.of()));
    reports.writeAfter(
        run, new StopSignal(), new RecordingConsole(), () -> SmallPairs.train(config));
    List<String> lines = Files.readAllLines(run.resolve(ReadDataSection.FILE_NAME));
    assertEquals(2, lines.size());
    JsonObject training = JsonParser.parseString(lines.get(0)).getAsJsonObject();
    assertEquals("training", training.get("set").getAsString());
    assertTrue(training.get("cut_sources").getAsLong() > 0, lines::toString);
    assertTrue(training.get("cut_source_share").getAsDouble() > 0, lines::toString);
    assertEquals(0, training.get("cut_targets").getAsLong());
    String html = Files.readString(run.resolve("report.html"));
    assertTrue(html.contains("training: "), html);
    assertTrue(html.contains(" sources cut, which took "), html);
  }
}
