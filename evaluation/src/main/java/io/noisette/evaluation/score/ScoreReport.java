package io.noisette.evaluation.score;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.noisette.command.AlignedTable;
import io.noisette.command.OutputFormat;
import io.noisette.evaluation.text.ApproximateRandomization;
import io.noisette.evaluation.text.Bootstrap;
import io.noisette.evaluation.text.Interval;
import io.noisette.evaluation.text.SignificanceTest;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code evaluate --metric} prints: figures of each system with confidence intervals, and
 * p-values of the differences to the first one.
 */
final class ScoreReport {

  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  private final ScoreSettings settings;
  private final List<Path> references;
  private final List<SystemScores> systems;
  private final List<Map<String, Interval>> intervals = new ArrayList<>();
  private final List<Map<String, Double>> probabilities = new ArrayList<>();

  private ScoreReport(ScoreSettings settings, List<Path> references, List<SystemScores> systems) {
    this.settings = settings;
    this.references = references;
    this.systems = systems;
  }

  static ScoreReport of(ScoreSettings settings, List<Path> references, List<SystemScores> systems) {
    ScoreReport report = new ScoreReport(settings, references, systems);
    SignificanceTest test = createTest(settings);
    for (int i = 0; i < systems.size(); i++) {
      SystemScores system = systems.get(i);
      report.intervals.add(
          settings.bootstrapSamples() == 0
              ? Map.of()
              : new Bootstrap(settings.bootstrapSamples(), settings.seed())
                  .getIntervals(system.rows()));
      report.probabilities.add(
          test == null || i == 0 ? Map.of() : test.test(systems.get(0).rows(), system.rows()));
    }
    return report;
  }

  void print(PrintStream out, OutputFormat format) {
    switch (format) {
      case TEXT -> printText(out);
      case JSON -> {
        for (int i = 0; i < systems.size(); i++) {
          out.println(GSON.toJson(toJson(i)));
        }
      }
    }
  }

  private static @Nullable SignificanceTest createTest(ScoreSettings settings) {
    return switch (settings.pairedTest()) {
      case BOOTSTRAP ->
          settings.bootstrapSamples() == 0
              ? null
              : new Bootstrap(settings.bootstrapSamples(), settings.seed());
      case RANDOMIZATION ->
          new ApproximateRandomization(settings.randomizationTrials(), settings.seed());
      case NONE -> null;
    };
  }

  private void printText(PrintStream out) {
    SystemScores first = systems.get(0);
    out.println("metric      " + settings.metric());
    out.println("signature   " + first.rows().getSignature());
    references.forEach(file -> out.println("references  " + file));
    out.println(String.format(Locale.ROOT, "rows        %,d", first.rows().getSize()));
    if (settings.bootstrapSamples() > 0) {
      out.println(
          String.format(
              Locale.ROOT,
              "intervals   95 %%, %,d bootstrap samples, seed %d",
              settings.bootstrapSamples(),
              settings.seed()));
    }
    if (systems.size() > 1 && settings.pairedTest() != PairedTestChoice.NONE) {
      out.println("p           of the difference to " + first.file() + ", " + describeTest());
    }
    out.println();
    createTable().print(out);
    systems.stream()
        .filter(system -> system.note() != null)
        .forEach(system -> out.println("\n" + system.file() + ": " + system.note()));
  }

  private String describeTest() {
    return settings.pairedTest() == PairedTestChoice.BOOTSTRAP
        ? "paired bootstrap"
        : String.format(
            Locale.ROOT,
            "approximate randomization with %,d trials",
            settings.randomizationTrials());
  }

  private AlignedTable createTable() {
    List<String> headings =
        new ArrayList<>(List.of("predictions", "figure", "score", "low", "high"));
    if (systems.size() > 1) {
      headings.addAll(List.of("difference", "p"));
    }
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < systems.size(); i++) {
      String file = systems.get(i).file().toString();
      for (String figure : systems.get(i).figures().keySet()) {
        rows.add(createRow(i, file, figure));
        file = "";
      }
    }
    return new AlignedTable(headings, rows, Set.of(2, 3, 4, 5, 6));
  }

  private List<String> createRow(int system, String file, String figure) {
    double score = systems.get(system).figures().getOrDefault(figure, Double.NaN);
    Interval interval = intervals.get(system).get(figure);
    List<String> row = new ArrayList<>(List.of(file, figure, show(figure, score)));
    row.add(interval == null ? "" : show(interval.low()));
    row.add(interval == null ? "" : show(interval.high()));
    if (systems.size() > 1) {
      Double probability = probabilities.get(system).get(figure);
      double difference = score - systems.get(0).figures().getOrDefault(figure, Double.NaN);
      boolean isCompared = probability != null;
      row.add(isCompared ? String.format(Locale.ROOT, "%+.2f", difference) : "");
      row.add(isCompared ? String.format(Locale.ROOT, "%.4f", probability) : "");
    }
    return row;
  }

  private static String show(String figure, double value) {
    boolean isThreshold = figure.endsWith("_thresh"); // a probability, which may be small
    return isThreshold ? String.format(Locale.ROOT, "%.4g", value) : show(value);
  }

  private static String show(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  private Map<String, Object> toJson(int index) {
    SystemScores system = systems.get(index);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("metric", settings.metric());
    json.put("n", system.rows().getSize());
    json.put("metrics", system.figures());
    json.put("signature", system.rows().getSignature());
    json.put("predictions", system.file().toString());
    json.put("references", references.stream().map(Path::toString).toList());
    Map<String, List<Double>> bounds = new LinkedHashMap<>();
    intervals
        .get(index)
        .forEach((name, interval) -> bounds.put(name, List.of(interval.low(), interval.high())));
    if (!bounds.isEmpty()) {
      json.put("intervals", bounds);
      json.put("bootstrap_samples", settings.bootstrapSamples());
      json.put("seed", settings.seed());
    }
    if (!probabilities.get(index).isEmpty()) {
      json.put("baseline", systems.get(0).file().toString());
      json.put("paired_test", settings.pairedTest().name().toLowerCase(Locale.ROOT));
      json.put("p", probabilities.get(index));
    }
    return json;
  }
}
