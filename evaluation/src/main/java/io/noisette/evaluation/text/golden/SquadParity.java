package io.noisette.evaluation.text.golden;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.noisette.evaluation.text.MeasuredRows;
import io.noisette.evaluation.text.Squad;
import io.noisette.evaluation.text.Squad2;
import io.noisette.evaluation.text.SquadEvaluation;
import io.noisette.evaluation.text.SquadQuestion;
import io.noisette.evaluation.text.TargetPerplexity;
import io.noisette.evaluation.text.TextMetric;
import io.noisette.evaluation.text.TokenF1;
import io.noisette.parity.ValueCase;
import io.noisette.parity.ValueKind;
import java.util.ArrayList;
import java.util.List;

/**
 * Parity check of the metrics of answers (kind {@code metrics-squad}): SQuAD 1.1 and 2.0, word F1,
 * perplexity of targets.
 */
public final class SquadParity implements ValueKind {

  private static final Gson GSON = new Gson();

  @Override
  public JsonElement compute(ValueCase valueCase) {
    JsonObject input = valueCase.getInput();
    String metric = valueCase.getOptions().getString("metric");
    return switch (metric) {
      case "squad-answer" -> scoreAnswer(input);
      case "squad-v1" -> toJson(SquadEvaluation.ofVersion1(readQuestions(input)));
      case "squad-v2" ->
          toJson(
              SquadEvaluation.ofVersion2(
                  readQuestions(input), valueCase.getOptions().getDouble("na_prob_thresh")));
      case "reply-f1" -> scoreReply(input);
      case "reply-f1-mean" -> scoreReplies(valueCase);
      case "perplexity" -> measure(input);
      default -> throw new IllegalArgumentException("unknown metric " + metric);
    };
  }

  private static JsonObject scoreAnswer(JsonObject input) {
    String prediction = input.get("prediction").getAsString();
    List<String> answers = JsonTexts.toList(input.get("answers"));
    JsonObject normalized = new JsonObject();
    normalized.addProperty("prediction", Squad.normalize(prediction));
    normalized.add("answers", JsonTexts.toArray(answers.stream().map(Squad::normalize).toList()));
    JsonObject result = new JsonObject();
    result.add("v1", score(new Squad(), prediction, answers));
    result.add("v2", score(new Squad2(), prediction, answers));
    result.add("normalized", normalized);
    return result;
  }

  private static JsonObject score(TextMetric metric, String prediction, List<String> answers) {
    double[] scores = metric.measure(prediction, answers);
    JsonObject result = new JsonObject();
    result.addProperty("exact_match", scores[0]);
    result.addProperty("f1", scores[1]);
    return result;
  }

  private static JsonElement toJson(SquadEvaluation evaluation) {
    return GSON.toJsonTree(evaluation.getFigures());
  }

  private static List<SquadQuestion> readQuestions(JsonObject input) {
    List<SquadQuestion> questions = new ArrayList<>();
    for (JsonElement element : input.getAsJsonArray("questions")) {
      JsonObject json = element.getAsJsonObject();
      JsonElement prediction = json.get("prediction");
      questions.add(
          new SquadQuestion(
              json.get("id").getAsString(),
              JsonTexts.toList(json.get("answers")),
              prediction.isJsonNull() ? null : prediction.getAsString(),
              json.has("na_prob") ? json.get("na_prob").getAsDouble() : 0));
    }
    return questions;
  }

  private static JsonObject scoreReply(JsonObject input) {
    JsonObject result = new JsonObject();
    result.addProperty(
        "f1",
        new TokenF1()
            .measure(input.get("guess").getAsString(), JsonTexts.toList(input.get("answers")))[0]);
    return result;
  }

  private static JsonObject scoreReplies(ValueCase valueCase) {
    List<String> guesses = new ArrayList<>();
    List<List<String>> answers = new ArrayList<>();
    for (String name : JsonTexts.toList(valueCase.getInput().get("cases"))) {
      JsonObject input = valueCase.getFile().getCase(name).getInput();
      guesses.add(input.get("guess").getAsString());
      answers.add(JsonTexts.toList(input.get("answers")));
    }
    MeasuredRows rows = new TokenF1().score(guesses, answers);
    JsonObject result = new JsonObject();
    result.addProperty("f1", rows.getMain());
    return result;
  }

  private static JsonObject measure(JsonObject input) {
    TargetPerplexity perplexity = new TargetPerplexity();
    JsonArray examples = input.getAsJsonArray("examples");
    for (JsonElement element : examples) {
      JsonObject json = element.getAsJsonObject();
      double[] logProbabilities =
          json.getAsJsonArray("token_log_probs").asList().stream()
              .mapToDouble(JsonElement::getAsDouble)
              .toArray();
      perplexity.add(
          json.get("text").getAsString(), logProbabilities, json.get("end_log_prob").getAsDouble());
    }
    JsonObject result = GSON.toJsonTree(perplexity.getFigures()).getAsJsonObject();
    result.addProperty("tokens", perplexity.getTokens());
    result.addProperty("words", perplexity.getWords());
    result.addProperty("convai2_words", perplexity.getDialogueWords());
    result.addProperty("bytes", perplexity.getBytes());
    result.addProperty("n", examples.size());
    return result;
  }
}
