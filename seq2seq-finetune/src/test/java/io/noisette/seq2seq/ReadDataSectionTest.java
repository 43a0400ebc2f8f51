package io.noisette.seq2seq;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.noisette.report.HtmlWriter;
import io.noisette.report.ReportedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
    SmallPairs.train(pairs.config(run, changes));
    List<String> lines = Files.readAllLines(run.resolve(ReadDataSection.FILE_NAME));
    assertEquals(2, lines.size());
    JsonObject training = JsonParser.parseString(lines.get(0)).getAsJsonObject();
    assertEquals("training", training.get("set").getAsString());
    assertTrue(training.get("cut_sources").getAsLong() > 0, lines::toString);
    assertTrue(training.get("cut_source_share").getAsDouble() > 0, lines::toString);
    assertEquals(0, training.get("cut_targets").getAsLong());
    HtmlWriter html = new HtmlWriter();
    new ReadDataSection().write(ReportedRun.read(run), html);
    assertTrue(html.toString().contains("training: "), html::toString);
    assertTrue(html.toString().contains(" sources cut, which took "), html::toString);
  }
}
