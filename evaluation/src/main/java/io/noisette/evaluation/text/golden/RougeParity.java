package io.noisette.evaluation.text.golden;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.noisette.evaluation.text.PorterStemmer;
import io.noisette.evaluation.text.Rouge;
import io.noisette.evaluation.text.RougeScore;
import io.noisette.parity.ValueCase;
import io.noisette.parity.ValueKind;
import io.noisette.text.LineReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Parity check of ROUGE (kind {@code metrics-rouge}): scores, tokens and stems. */
public final class RougeParity implements ValueKind {

  @Override
  public JsonElement compute(ValueCase valueCase) throws IOException {
    JsonObject input = valueCase.getInput();
    if (input.has("words")) {
      return stem(JsonTexts.toList(input.get("words")));
    }
    JsonObject result = new JsonObject();
    result.add("plain", compute(valueCase, input, new Rouge(false)));
    result.add("stemmed", compute(valueCase, input, new Rouge(true)));
    if (input.has("file")) {
      result.addProperty("n", readRows(valueCase, input).size());
    }
    return result;
  }

  private static JsonElement compute(ValueCase valueCase, JsonObject input, Rouge rouge)
      throws IOException {
    if (input.has("texts")) {
      JsonArray tokens = new JsonArray();
      for (String text : JsonTexts.toList(input.get("texts"))) {
        tokens.add(JsonTexts.toArray(rouge.tokenize(text)));
      }
      return tokens;
    }
    List<Row> rows = readRows(valueCase, input);
    double[] sums = new double[12];
    for (Row row : rows) {
      double[] statistics = rouge.measure(row.prediction, row.references);
      for (int i = 0; i < sums.length; i++) {
        sums[i] += statistics[i];
      }
    }
    JsonObject types = new JsonObject();
    rouge.toMeans(sums, rows.size()).forEach((type, mean) -> types.add(type, toJson(mean)));
    return types;
  }

  private static List<Row> readRows(ValueCase valueCase, JsonObject input) throws IOException {
    if (input.has("prediction") && !input.has("file")) {
      return List.of(Row.of(input));
    }
    List<Row> rows = new ArrayList<>();
    if (input.has("cases")) {
      for (String name : JsonTexts.toList(input.get("cases"))) {
        rows.add(Row.of(valueCase.getFile().getCase(name).getInput()));
      }
      return rows;
    }
    try (LineReader lines = LineReader.open(valueCase.getData(input.get("file").getAsString()))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonObject json = JsonParser.parseString(line).getAsJsonObject();
        String prediction = json.getAsJsonArray("source").get(0).getAsString();
        rows.add(new Row(prediction, JsonTexts.toList(json.get("target"))));
      }
    }
    return rows;
  }

  private static JsonObject stem(List<String> words) {
    JsonObject stems = new JsonObject();
    stems.add("stems", JsonTexts.toArray(words.stream().map(PorterStemmer::stem).toList()));
    return stems;
  }

  private static JsonObject toJson(RougeScore score) {
    JsonObject json = new JsonObject();
    json.addProperty("precision", score.precision());
    json.addProperty("recall", score.recall());
    json.addProperty("fmeasure", score.f());
    return json;
  }

  private record Row(String prediction, List<String> references) {
    static Row of(JsonObject input) {
      return new Row(
          input.get("prediction").getAsString(), JsonTexts.toList(input.get("references")));
    }
  }
}
