package io.noisette.evaluation.text.golden;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.noisette.evaluation.text.Bleu;
import io.noisette.evaluation.text.BleuOptions;
import io.noisette.evaluation.text.BleuScore;
import io.noisette.evaluation.text.BleuSmoothing;
import io.noisette.evaluation.text.BleuTokenizer;
import io.noisette.evaluation.text.Chrf;
import io.noisette.evaluation.text.ChrfOptions;
import io.noisette.evaluation.text.MeasuredRows;
import io.noisette.evaluation.text.SpacedWords;
import io.noisette.evaluation.text.TextMetric;
import io.noisette.parity.CaseOptions;
import io.noisette.parity.ValueCase;
import io.noisette.parity.ValueKind;
import io.noisette.text.LineReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Parity check of BLEU and chrF (kind {@code metrics-bleu}): scores, signatures and tokens. */
public final class BleuParity implements ValueKind {

  @Override
  public JsonElement compute(ValueCase valueCase) throws IOException {
    JsonObject input = valueCase.getInput();
    if (input.has("lines")) {
      return tokenize(JsonTexts.toList(input.get("lines")));
    }
    CaseOptions options = valueCase.getOptions();
    boolean isBleu = options.getString("metric").equals("bleu");
    TextMetric metric = isBleu ? new Bleu(toBleu(options)) : new Chrf(toChrf(options));
    MeasuredRows rows = read(valueCase, metric);
    if (options.getString("level").equals("sentence")) {
      return toScores(rows);
    }
    JsonObject result =
        metric instanceof Bleu bleu
            ? describe(bleu.toScore(rows.getSums()))
            : describe((Chrf) metric, rows);
    result.addProperty("signature", rows.getSignature());
    result.addProperty("short_signature", rows.getShortSignature());
    return result;
  }

  private static BleuOptions toBleu(CaseOptions options) {
    BleuTokenizer tokenizer =
        find(BleuTokenizer.values(), options.getString("tokenize"), BleuTokenizer::getName);
    BleuSmoothing smoothing =
        find(BleuSmoothing.values(), options.getString("smooth_method"), BleuSmoothing::getName);
    return new BleuOptions(
        tokenizer,
        options.getBoolean("lowercase", false),
        smoothing,
        options.getDouble("smooth_value", smoothing.getDefaultValue()),
        options.getBoolean("effective_order", false),
        (int) options.getLong("max_ngram_order"));
  }

  private static ChrfOptions toChrf(CaseOptions options) {
    return new ChrfOptions(
        (int) options.getLong("char_order"),
        (int) options.getLong("word_order"),
        (int) options.getLong("beta"),
        options.getBoolean("lowercase", false),
        options.getBoolean("whitespace", false),
        options.getBoolean("eps_smoothing", false));
  }

  private static JsonObject describe(BleuScore score) {
    JsonObject result = new JsonObject();
    result.addProperty("score", score.score());
    result.add("precisions", toArray(score.precisions()));
    result.addProperty("bp", score.brevityPenalty());
    result.addProperty("sys_len", score.length());
    result.addProperty("ref_len", score.referenceLength());
    result.addProperty("text", score.describe());
    result.add("counts", toArray(score.matches()));
    result.add("totals", toArray(score.totals()));
    return result;
  }

  private static JsonObject describe(Chrf metric, MeasuredRows rows) {
    JsonObject result = new JsonObject();
    result.addProperty("score", rows.getMain());
    result.addProperty("name", metric.getScoreName());
    result.addProperty(
        "text",
        String.format(Locale.ROOT, "%s = %s", metric.getScoreName(), round(rows.getMain())));
    return result;
  }

  private static String round(double score) {
    return new BigDecimal(score).setScale(2, RoundingMode.HALF_EVEN).toPlainString();
  }

  private static JsonObject toScores(MeasuredRows rows) {
    JsonArray scores = new JsonArray();
    String figure = rows.getMetric().getMainFigure();
    for (int row = 0; row < rows.getSize(); row++) {
      scores.add(rows.getFigures(row).get(figure));
    }
    JsonObject result = new JsonObject();
    result.add("scores", scores);
    return result;
  }

  private static JsonObject tokenize(List<String> lines) {
    JsonObject result = new JsonObject();
    for (BleuTokenizer tokenizer : BleuTokenizer.values()) {
      Bleu bleu = new Bleu(BleuOptions.DEFAULT.with(changes -> changes.tokenizer(tokenizer)));
      JsonArray tokens = new JsonArray();
      lines.forEach(line -> tokens.add(JsonTexts.toArray(bleu.tokenize(line))));
      result.add(tokenizer.getName(), tokens);
    }
    return result;
  }

  private static MeasuredRows read(ValueCase valueCase, TextMetric metric) throws IOException {
    JsonObject texts =
        valueCase
            .getFile()
            .getObject("texts")
            .getAsJsonObject(valueCase.getInput().get("texts").getAsString());
    if (texts.has("file")) {
      return readFile(valueCase.getData(texts.get("file").getAsString()), metric);
    }
    List<List<String>> references =
        texts.getAsJsonArray("references").asList().stream().map(JsonTexts::toList).toList();
    return metric.score(JsonTexts.toList(texts.get("hypotheses")), references);
  }

  /** Scores each line without its words 3, 6, 9 and so on against the line. */
  private static MeasuredRows readFile(Path file, TextMetric metric) throws IOException {
    List<String> hypotheses = new ArrayList<>();
    List<List<String>> references = new ArrayList<>();
    try (LineReader lines = LineReader.open(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        List<String> kept = new ArrayList<>(SpacedWords.split(line));
        for (int i = kept.size() / 3 * 3 - 1; i > 0; i -= 3) {
          kept.remove(i);
        }
        hypotheses.add(String.join(" ", kept));
        references.add(List.of(line));
      }
    }
    return metric.score(hypotheses, references);
  }

  private static JsonArray toArray(List<? extends Number> numbers) {
    JsonArray array = new JsonArray();
    numbers.forEach(array::add);
    return array;
  }

  private static <T> T find(T[] values, String name, Function<T, String> naming) {
    return Arrays.stream(values)
        .filter(value -> naming.apply(value).equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("unknown: " + name));
  }
}
