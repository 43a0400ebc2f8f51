package io.noisette.doctor;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.noisette.command.OutputFormat;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Printer of findings as lines, or as one JSON object with fixed keys. */
final class CheckupPrinter {

  private static final String ROW = "%-8s %-11s %s%n";
  private static final Gson GSON =
      new GsonBuilder().serializeNulls().disableHtmlEscaping().setPrettyPrinting().create();

  private final PrintStream out;

  CheckupPrinter(PrintStream out) {
    this.out = out;
  }

  void print(Checkup checkup, OutputFormat format) {
    switch (format) {
      case TEXT -> checkup.findings().forEach(this::printRow);
      case JSON -> out.println(GSON.toJson(toJson(checkup)));
    }
  }

  private void printRow(String name, Finding finding) {
    out.printf(Locale.ROOT, ROW, print(finding.verdict()), name, finding.text());
    if (finding.remedy() != null) {
      out.printf(Locale.ROOT, ROW, "", "", "→ " + finding.remedy());
    }
  }

  private static Map<String, @Nullable Object> toJson(Checkup checkup) {
    Map<String, @Nullable Object> checks = new LinkedHashMap<>();
    checkup.findings().forEach((name, finding) -> checks.put(name, toJson(finding)));
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("verdict", print(checkup.getVerdict()));
    json.put("checks", checks);
    return json;
  }

  private static Map<String, @Nullable Object> toJson(Finding finding) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("verdict", print(finding.verdict()));
    json.put("text", finding.text());
    json.put("remedy", finding.remedy());
    json.put("facts", finding.facts());
    return json;
  }

  private static String print(Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT);
  }
}
