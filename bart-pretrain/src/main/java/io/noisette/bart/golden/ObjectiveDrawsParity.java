package io.noisette.bart.golden;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.noisette.bart.objective.MaskedSeq2Seq;
import io.noisette.bart.objective.ObjectiveChoice;
import io.noisette.model.bart.StackSequence.MaskKind;
import io.noisette.noising.NoiseCompiler;
import io.noisette.parity.CaseOptions;
import io.noisette.parity.ValueCase;
import io.noisette.parity.ValueKind;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.Locale;

/**
 * Parity check of what objectives draw (kind {@code objective-draws}): how many tokens of a text
 * they predict, and how often, over many texts, they draw which tokens, orders and masks.
 */
public final class ObjectiveDrawsParity implements ValueKind {

  private static final Gson GSON = new Gson();
  private static final int MAX_TOKENS = 10_000;
  private static final int MAX_DOCUMENTS = 1_000_000;

  private final NoiseCompiler compiler;

  /** Creates the check; the compiler is for the noise of denoising. */
  @Inject
  public ObjectiveDrawsParity(NoiseCompiler compiler) {
    this.compiler = compiler;
  }

  @Override
  public JsonElement compute(ValueCase valueCase) {
    JsonObject input = valueCase.getInput();
    NumberedTexts texts = new NumberedTexts(getCount(input, "tokens", MAX_TOKENS), compiler);
    CaseOptions options = valueCase.getOptions();
    String statistic = options.getString("statistic");
    if (statistic.equals("counts")) {
      return count(texts);
    }
    ObjectiveChoice choice = findObjective(options.getString("objective"));
    double[] values =
        DrawStatistic.find(statistic, choice)
            .measure()
            .apply(
                new DrawSample(
                    texts, choice.getObjective(), getCount(input, "documents", MAX_DOCUMENTS)));
    JsonObject result = new JsonObject();
    result.add("mean", GSON.toJsonTree(values));
    return result;
  }

  private static JsonObject count(NumberedTexts texts) {
    int length = texts.getTokens() + 2;
    JsonObject counts = new JsonObject();
    for (ObjectiveChoice choice : ObjectiveChoice.values()) {
      counts.addProperty(
          choice == ObjectiveChoice.DENOISING ? "bart" : choice.toString(),
          texts.toExample(choice.getObjective(), 0, 0).countTargets());
    }
    counts.addProperty("span-starts", MaskedSeq2Seq.countStarts(texts.getTokens()));
    counts.addProperty("prefix-length", DrawnText.countSeen(MaskKind.PREFIX.of(length), 0, length));
    return counts;
  }

  private static ObjectiveChoice findObjective(String name) {
    return Arrays.stream(ObjectiveChoice.values())
        .filter(choice -> choice.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown objective '%s'; supported: %s"
                        .formatted(name, Arrays.toString(ObjectiveChoice.values()))));
  }

  private static int getCount(JsonObject input, String key, int max) {
    if (input.get(key) instanceof JsonPrimitive value && value.isNumber()) {
      double number = value.getAsDouble();
      if (number >= 1 && number <= max && number == Math.rint(number)) {
        return (int) number;
      }
    }
    throw new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "'%s' must be an integer from 1 to %,d, not %s",
            key,
            max,
            input.get(key)));
  }
}
