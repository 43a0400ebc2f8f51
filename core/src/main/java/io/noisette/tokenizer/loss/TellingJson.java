package io.noisette.tokenizer.loss;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.noisette.tokenizer.bpe.ByteLevel;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A {@code tokenizer.json} in which characters that would be left out get an id. */
final class TellingJson {

  /** Id above all that a tokenizer may have. */
  static final int LEFT_OUT_ID = 1 << 30;

  private static final String LEFT_OUT = "\uFDD0left out\uFDD1"; // noncharacters, in no text

  private static final Gson GSON =
      new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

  private TellingJson() {}

  static JsonObject parse(byte[] file) {
    return JsonParser.parseString(new String(file, UTF_8)).getAsJsonObject();
  }

  /**
   * Returns true if the model may leave characters out: BPE has no token for unknown ones, and its
   * vocabulary lacks some byte that occurs in UTF-8.
   */
  static boolean canLeaveOut(JsonObject tokenizer) {
    JsonObject model = tokenizer.getAsJsonObject("model");
    return model.get("merges") instanceof JsonArray
        && isNull(model.get("unk_token"))
        && model.get("vocab") instanceof JsonObject vocabulary
        && !(isByteLevel(tokenizer) && hasAllBytes(vocabulary));
  }

  private static boolean isByteLevel(JsonObject tokenizer) {
    return hasByteLevel(tokenizer.get("pre_tokenizer"))
        || hasByteLevel(tokenizer.get("normalizer"));
  }

  private static boolean hasByteLevel(@Nullable JsonElement part) {
    if (part instanceof JsonArray parts) {
      return parts.asList().stream().anyMatch(TellingJson::hasByteLevel);
    }
    return part instanceof JsonObject object
        && (new JsonPrimitive("ByteLevel").equals(object.get("type"))
            || object.asMap().values().stream().anyMatch(TellingJson::hasByteLevel));
  }

  private static boolean hasAllBytes(JsonObject vocabulary) {
    return IntStream.rangeClosed(0, 0xF4)
        .filter(value -> value != 0xC0 && value != 0xC1) // which UTF-8 never has
        .allMatch(value -> vocabulary.has(ByteLevel.spell((byte) value)));
  }

  private static boolean isNull(@Nullable JsonElement value) {
    return value == null || value.isJsonNull();
  }

  /** Returns the JSON without special tokens, which in a text are text. */
  static String of(JsonObject tokenizer) {
    JsonObject copy = tokenizer.deepCopy();
    JsonObject model = copy.getAsJsonObject("model");
    model.getAsJsonObject("vocab").addProperty(LEFT_OUT, LEFT_OUT_ID);
    model.addProperty("unk_token", LEFT_OUT);
    model.addProperty("fuse_unk", false);
    copy.add("added_tokens", withoutSpecials(copy.get("added_tokens")));
    for (String part : new String[] {"post_processor", "truncation", "padding"}) {
      copy.add(part, JsonNull.INSTANCE);
    }
    return GSON.toJson(copy);
  }

  private static JsonArray withoutSpecials(@Nullable JsonElement addedTokens) {
    JsonArray kept = new JsonArray();
    if (addedTokens instanceof JsonArray all) {
      for (JsonElement token : all) {
        if (!new JsonPrimitive(true).equals(token.getAsJsonObject().get("special"))) {
          kept.add(token);
        }
      }
    }
    return kept;
  }
}
