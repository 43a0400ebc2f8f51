package io.noisette.evaluation;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.noisette.command.AlignedTable;
import io.noisette.command.OutputFormat;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Prints results as a table with their common details above it, or as one JSON object per line. */
final class ResultPrinter {

  private static final Gson GSON =
      new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

  private final PrintStream out;

  ResultPrinter(PrintStream out) {
    this.out = out;
  }

  void print(List<EvaluationResult> results, OutputFormat format) {
    switch (format) {
      case TEXT -> printTable(results);
      case JSON -> results.forEach(result -> out.println(GSON.toJson(toJson(result))));
    }
  }

  private void printTable(List<EvaluationResult> results) {
    Map<String, Object> common = new LinkedHashMap<>(results.get(0).details());
    results.forEach(result -> common.entrySet().retainAll(result.details().entrySet()));
    int width = common.keySet().stream().mapToInt(String::length).max().orElse(0) + 2;
    common.forEach((name, value) -> out.println(pad(name, width) + show(value)));
    out.println();
    List<Map<String, Object>> rows = new ArrayList<>();
    for (EvaluationResult result : results) {
      Map<String, Object> row = new LinkedHashMap<>(result.details());
      row.keySet().removeAll(common.keySet());
      row.put("n", result.n());
      result.metrics().forEach((name, value) -> row.put(withoutTask(name), value));
      rows.add(row);
    }
    align(rows).print(out);
  }

  /** Aligns numbers to the right and texts to the left; stacks the words of each column's name. */
  private static AlignedTable align(List<Map<String, Object>> rows) {
    Set<String> names = new LinkedHashSet<>();
    rows.forEach(row -> names.addAll(row.keySet()));
    List<String> columns = List.copyOf(names);
    Set<Integer> numeric = new HashSet<>();
    for (int i = 0; i < columns.size(); i++) {
      String column = columns.get(i);
      if (rows.stream().noneMatch(row -> row.get(column) instanceof String)) {
        numeric.add(i);
      }
    }
    return new AlignedTable(
        columns.stream().map(column -> column.replace('_', '\n')).toList(),
        rows.stream()
            .map(row -> columns.stream().map(column -> show(row.get(column))).toList())
            .toList(),
        numeric);
  }

  /** Formats a value for reading; {@code -} for a missing one. */
  private static String show(@Nullable Object value) {
    if (value == null) {
      return "-";
    }
    if (value instanceof Double number) {
      return String.format(Locale.ROOT, Math.abs(number) < 1e6 ? "%.4f" : "%.4e", number);
    }
    return value instanceof Number number
        ? String.format(Locale.ROOT, "%,d", number.longValue())
        : value.toString();
  }

  private static String pad(String name, int width) {
    return name.replace('_', ' ') + " ".repeat(width - name.length());
  }

  /** {@code acc} for {@code rte.acc}. */
  private static String withoutTask(String metric) {
    return metric.substring(metric.indexOf('.') + 1);
  }

  /** Puts task, n and metrics first, which every task has, then the details. */
  private static Map<String, @Nullable Object> toJson(EvaluationResult result) {
    Map<String, @Nullable Object> metrics = new LinkedHashMap<>();
    result
        .metrics()
        .forEach((name, value) -> metrics.put(name, Double.isFinite(value) ? value : null));
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("task", result.task());
    json.put("n", result.n());
    json.put("metrics", metrics);
    json.putAll(result.details());
    return json;
  }
}
