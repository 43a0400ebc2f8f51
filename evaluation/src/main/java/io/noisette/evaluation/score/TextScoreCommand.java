package io.noisette.evaluation.score;

import io.noisette.command.Command;
import io.noisette.command.Console;
import io.noisette.command.Progress;
import io.noisette.command.Topic;
import io.noisette.evaluation.text.MeasuredRows;
import io.noisette.evaluation.text.TextMetric;
import io.noisette.failure.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Command {@code evaluate --metric} for metrics that compare rows of text. */
final class TextScoreCommand<S extends Record & TextScoreConfig> implements Command<S> {

  private final String summary;
  private final String details;
  private final Class<S> settingsType;

  TextScoreCommand(String summary, String details, Class<S> settingsType) {
    this.summary = summary;
    this.details = details;
    this.settingsType = settingsType;
  }

  @Override
  public String getSummary() {
    return summary;
  }

  @Override
  public String getDetails() {
    return details;
  }

  @Override
  public Topic getTopic() {
    return Topic.RESULTS;
  }

  @Override
  public Class<S> getSettingsType() {
    return settingsType;
  }

  @Override
  public int execute(S settings, Console console) throws IOException {
    ScoreSettings scoring = settings.scoring();
    RowScores.requirePlace(scoring, settings.input().references());
    List<TextFile> systems = new ArrayList<>();
    for (Path file : scoring.predictions()) {
      systems.add(readPredictions(file, settings.input()));
    }
    List<List<String>> references = readReferences(settings.input(), systems);
    TextMetric metric = settings.toMetric();
    InputWarnings.warn(metric, systems, console);
    List<SystemScores> scores = new ArrayList<>();
    for (TextFile system : systems) {
      List<String> texts = system.rows().stream().map(row -> row.get(0)).toList();
      scores.add(SystemScores.of(system.file(), measure(metric, texts, references, console)));
    }
    RowScores.write(scoring, scores);
    ScoreReport.of(scoring, settings.input().references(), scores)
        .print(console.out(), scoring.format());
    return 0;
  }

  private static TextFile readPredictions(Path file, ReferenceSettings input) throws IOException {
    TextFile texts = TextFile.read(file, input.predictionField(), "prediction-field");
    for (int row = 0; row < texts.rows().size(); row++) {
      if (texts.rows().get(row).size() > 1) {
        throw new UsageException(
            String.format(
                Locale.ROOT,
                "%s:%d: %d predictions, but one per row can be scored; --prediction-field names"
                    + " the field of the best one",
                file,
                row + 1,
                texts.rows().get(row).size()));
      }
    }
    return texts;
  }

  /** Joins the references of all files row by row. */
  private static List<List<String>> readReferences(ReferenceSettings input, List<TextFile> systems)
      throws IOException {
    List<TextFile> files = new ArrayList<>();
    for (Path file : input.references()) {
      files.add(TextFile.read(file, input.referenceField(), "reference-field"));
    }
    TextFile first = files.get(0);
    for (List<TextFile> others : List.of(files, systems)) {
      others.forEach(other -> requireSameRows(first, other));
    }
    List<List<String>> references = new ArrayList<>();
    for (int row = 0; row < first.rows().size(); row++) {
      List<String> texts = new ArrayList<>();
      for (TextFile file : files) {
        texts.addAll(file.rows().get(row));
      }
      references.add(texts);
    }
    return references;
  }

  private static void requireSameRows(TextFile one, TextFile other) {
    if (one.rows().size() != other.rows().size()) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "%s has %,d rows, but %s has %,d: row N of one must belong to row N of the other;"
                  + " a text with line ends needs JSON Lines",
              other.file(),
              other.rows().size(),
              one.file(),
              one.rows().size()));
    }
  }

  private static MeasuredRows measure(
      TextMetric metric, List<String> texts, List<List<String>> references, Console console) {
    try (Progress progress = console.progress("score", texts.size(), "rows")) {
      return MeasuredRows.measure(
          metric, texts, references, done -> progress.update(done, metric.getName()));
    }
  }
}
