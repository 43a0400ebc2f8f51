package io.noisette.seq2seq;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import io.noisette.report.HtmlWriter;
import io.noisette.report.ReportSection;
import io.noisette.report.ReportedLines;
import io.noisette.report.ReportedRun;
import io.noisette.run.DurableFiles;
import io.noisette.run.RunRecord;
import io.noisette.seq2seq.data.PairSummary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Report section with what was read: rows, and how much of their texts the length limits cut. */
final class ReadDataSection implements ReportSection {

  /** Name of the file in the run directory. */
  static final String FILE_NAME = "data.jsonl";

  private static final Gson GSON = new Gson();

  /** Writes a line for each of the two sets into a run directory. */
  static void write(Path run, PairSummary train, PairSummary validation) throws IOException {
    String lines = toLine("training", train) + toLine("validation", validation);
    DurableFiles.replace(run.resolve(FILE_NAME), lines.getBytes(StandardCharsets.UTF_8));
  }

  private static String toLine(String set, PairSummary summary) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("set", set);
    line.putAll(summary.toDetails());
    return GSON.toJson(line) + "\n";
  }

  @Override
  public String getTitle() {
    return "Data";
  }

  @Override
  public boolean isAbout(RunRecord run) {
    return run.settings().containsKey("validation-rows");
  }

  @Override
  public void write(ReportedRun run, HtmlWriter html) throws IOException {
    Path file = run.directory().resolve(FILE_NAME);
    if (!Files.exists(file)) {
      html.element("p", "The run has not ended yet.", "class", "note");
      return;
    }
    ReportedLines.read(file, 2, line -> html.element("p", describe(line)));
  }

  private static String describe(JsonObject line) {
    return String.format(
        Locale.ROOT,
        "%s: %,d rows, %,d left out; %,d sources cut, which took %.2f %% of the source tokens;"
            + " %,d targets cut, which took %.2f %% of the target tokens",
        line.get("set").getAsString(),
        line.get("rows").getAsLong(),
        line.get("skipped_rows").getAsLong(),
        line.get("cut_sources").getAsLong(),
        100 * line.get("cut_source_share").getAsDouble(),
        line.get("cut_targets").getAsLong(),
        100 * line.get("cut_target_share").getAsDouble());
  }
}
