package io.noisette.distillation.sequence;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import io.noisette.command.Console;
import io.noisette.command.OutputFormat;
import io.noisette.command.StopSignal;
import io.noisette.digest.Sha256;
import io.noisette.evaluation.EvaluationResult;
import io.noisette.evaluation.EvaluationSettings;
import io.noisette.evaluation.text.TextMetric;
import io.noisette.failure.CorruptDataException;
import io.noisette.generate.search.SearchOptions;
import io.noisette.model.directory.ModelDirectory;
import io.noisette.run.DurableFiles;
import io.noisette.run.ModelPath;
import io.noisette.seq2seq.EvaluationLengthSettings;
import io.noisette.seq2seq.Seq2SeqEvaluation;
import io.noisette.seq2seq.Seq2SeqEvaluationConfig;
import io.noisette.text.StrictJson;
import io.noisette.text.WholeFile;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Figures of models on the validation pairs, as {@code evaluate --task seq2seq} gives them: the
 * loss, and the metric of texts by greedy and by beam search. They are stored with digests of all
 * that they depend on, so that nothing is measured twice.
 */
final class Evaluations {

  /** Name of the file in the output directory. */
  static final String FILE_NAME = "evaluations.json";

  static final String LOSS = "loss";

  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  private final SequenceDistillConfig config;
  private final SearchOptions search;
  private final Console console;
  private final Path file;
  private final Stored stored;

  /** Figures by heading, by the digest of all that they depend on. */
  private record Stored(Map<String, Map<String, Double>> figures) {}

  private Evaluations(
      SequenceDistillConfig config,
      SearchOptions search,
      Console console,
      Path file,
      Stored stored) {
    this.config = config;
    this.search = search;
    this.console = console;
    this.file = file;
    this.stored = stored;
  }

  /**
   * Reads what is stored in the output directory.
   *
   * @param search with a number of beams
   */
  static Evaluations open(SequenceDistillConfig config, SearchOptions search, Console console)
      throws IOException {
    Path file = config.runtime().requireOutput().resolve(FILE_NAME);
    if (!Files.exists(file)) {
      return new Evaluations(config, search, console, file, new Stored(new TreeMap<>()));
    }
    return new Evaluations(config, search, console, file, new Stored(new TreeMap<>(read(file))));
  }

  private static Map<String, Map<String, Double>> read(Path file) throws IOException {
    String fault = file + " is damaged; delete it, and its figures are measured again";
    try {
      Stored stored = StrictJson.read(GSON, WholeFile.readText(file), Stored.class);
      if (stored != null && stored.figures() != null && isWhole(stored.figures())) {
        return stored.figures();
      }
    } catch (JsonParseException | CharacterCodingException e) {
      throw new CorruptDataException(fault, e);
    }
    throw new CorruptDataException(fault);
  }

  private static boolean isWhole(Map<String, Map<String, Double>> figures) {
    return figures.values().stream()
        .allMatch(of -> of != null && of.containsKey(LOSS) && !of.containsValue(null));
  }

  /**
   * Measures a model, or returns what was measured before.
   *
   * @param title of the model, for messages
   * @param model model directory, checkpoint or run directory
   * @return figures by the heading of their column; null if a stop was requested
   */
  @Nullable Map<String, Double> measure(String title, Path model, StopSignal stop)
      throws IOException {
    Path directory = ModelPath.resolve(model);
    Map<String, Double> figures = new LinkedHashMap<>();
    for (Map.Entry<String, SearchOptions> column : findColumns().entrySet()) {
      Seq2SeqEvaluationConfig settings = toSettings(directory, column.getValue());
      String key = keyOf(settings, directory);
      Map<String, Double> known = stored.figures().get(key);
      if (known == null) {
        console.info("measuring " + title + ", " + column.getKey());
        known = measure(settings, column.getKey(), stop);
        if (known == null) {
          return null;
        }
        stored.figures().put(key, known);
        DurableFiles.replace(file, (GSON.toJson(stored) + "\n").getBytes(UTF_8));
      }
      figures.putAll(known);
    }
    console.info(title + ": " + describe(figures));
    return figures;
  }

  /** Returns the search of each column. */
  private Map<String, SearchOptions> findColumns() {
    Map<String, SearchOptions> columns = new LinkedHashMap<>();
    if (config.metric().findTextMetric() == null) {
      columns.put(LOSS, search);
      return columns;
    }
    Integer beams = search.beam();
    columns.put(
        "greedy",
        new SearchOptions(
            1, null, search.noRepeatNgramSize(), search.minTokens(), search.maxTokens()));
    if (beams != null && beams > 1) {
      columns.put(String.format(Locale.ROOT, "beam %d", beams), search);
    }
    return columns;
  }

  private Seq2SeqEvaluationConfig toSettings(Path model, SearchOptions search) {
    return new Seq2SeqEvaluationConfig(
        new EvaluationSettings("seq2seq", OutputFormat.TEXT),
        model,
        config.validation(),
        List.of(config.metric()),
        false, // as in validation
        config.validationRows(),
        null,
        config.format(),
        config.files(),
        null, // the prefix of the model, if it has one
        EvaluationLengthSettings.of(config.lengths()),
        search,
        config.training().microBatchTokens(),
        config.runtime().threads(),
        config.runtime().device());
  }

  private @Nullable Map<String, Double> measure(
      Seq2SeqEvaluationConfig settings, String column, StopSignal stop) throws IOException {
    List<EvaluationResult> results = new Seq2SeqEvaluation().evaluate(settings, console, stop);
    if (stop.isRequested() || results.isEmpty()) {
      return null;
    }
    Map<String, Double> metrics = results.get(0).metrics();
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put(LOSS, metrics.get("seq2seq.loss"));
    TextMetric metric = config.metric().findTextMetric();
    if (metric != null) {
      figures.put(column, metrics.get("seq2seq." + metric.getMainFigure()));
    }
    return figures;
  }

  /** Returns the digest of all that the figures depend on. */
  private static String keyOf(Seq2SeqEvaluationConfig settings, Path directory) throws IOException {
    StringBuilder text = new StringBuilder();
    text.append(new ModelDirectory(directory, notice -> {}).readDigest());
    for (String name : List.of("tokenizer.json", "generation_config.json")) {
      Path part = directory.resolve(name);
      text.append(' ').append(Files.exists(part) ? Sha256.of(part) : "none");
    }
    for (Path data : settings.data()) {
      text.append(' ').append(Sha256.of(data));
    }
    text.append(settings.metric()).append(settings.rows()).append(settings.dataFormat());
    text.append(settings.files()).append(settings.lengths()).append(settings.search());
    return Sha256.of(text.toString().getBytes(UTF_8));
  }

  private String describe(Map<String, Double> figures) {
    StringBuilder text = new StringBuilder();
    figures.forEach(
        (name, value) ->
            text.append(text.isEmpty() ? "" : ", ")
                .append(
                    String.format(Locale.ROOT, "%s %s", name, SequenceSummary.show(name, value))));
    return text.toString();
  }
}
