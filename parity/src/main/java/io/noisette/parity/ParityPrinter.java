package io.noisette.parity;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.noisette.command.AlignedTable;
import io.noisette.command.OutputFormat;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints reports as aligned tables, or as one JSON object per directory. */
final class ParityPrinter {

  private static final List<String> HEADINGS =
      List.of("case", "tensor", "shape", "absolute", "relative", "verdict");
  private static final Gson GSON =
      new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

  private final PrintStream out;

  ParityPrinter(PrintStream out) {
    this.out = out;
  }

  void print(ParityReport report, OutputFormat format) {
    switch (format) {
      case TEXT -> printTable(report);
      case JSON -> out.println(GSON.toJson(toJson(report)));
    }
  }

  private void printTable(ParityReport report) {
    out.println(report.directory() + ": kind " + report.kind());
    if (report.fault() != null) {
      out.println("FAIL: " + report.fault());
      return;
    }
    AlignedTable.of(HEADINGS, report.rows().stream().map(ParityPrinter::cells).toList()).print(out);
  }

  private static List<String> cells(ParityRow row) {
    return List.of(
        row.caseName(),
        row.tensor(),
        row.shape(),
        String.format(Locale.ROOT, "%.2e", row.absolute()),
        String.format(Locale.ROOT, "%.2e", row.relative()),
        row.holds() ? "ok" : "FAIL: " + row.fault());
  }

  private static Map<String, @Nullable Object> toJson(ParityReport report) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("directory", report.directory());
    json.put("kind", report.kind());
    json.put("holds", report.holds());
    json.put("fault", report.fault());
    json.put("tensors", report.rows().stream().map(ParityPrinter::toJson).toList());
    return json;
  }

  private static Map<String, @Nullable Object> toJson(ParityRow row) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("case", row.caseName());
    json.put("tensor", row.tensor());
    json.put("shape", GSON.fromJson(row.shape(), long[].class));
    json.put("absolute", Double.isFinite(row.absolute()) ? row.absolute() : null);
    json.put("relative", Double.isFinite(row.relative()) ? row.relative() : null);
    json.put("verdict", row.holds() ? "ok" : "fail");
    json.put("fault", row.fault());
    return json;
  }
}
