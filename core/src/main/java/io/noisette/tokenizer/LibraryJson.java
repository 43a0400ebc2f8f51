package io.noisette.tokenizer;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;

/**
 * The contents of a {@code tokenizer.json} in the forms that the native library reads.
 *
 * @param vocabularySize number of tokens without the added ones
 */
record LibraryJson(JsonObject json, JsonArray addedTokens, int vocabularySize) {

  private static final Gson GSON =
      new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

  /**
   * Returns the JSON without truncation, padding and BPE-dropout, which would change ids silently,
   * the last one at random.
   */
  String toUnbounded() {
    return GSON.toJson(copyUnbounded());
  }

  private JsonObject copyUnbounded() {
    JsonObject copy = json.deepCopy();
    copy.add("truncation", JsonNull.INSTANCE);
    copy.add("padding", JsonNull.INSTANCE);
    copy.getAsJsonObject("model").remove("dropout");
    return copy;
  }

  /** Returns the JSON of {@link #toUnbounded} without special tokens in texts. */
  String toPlain() {
    JsonObject copy = copyUnbounded();
    JsonArray plain = new JsonArray();
    for (JsonElement token : addedTokens) {
      JsonObject added = token.getAsJsonObject();
      if (!TokenizerFile.isSpecial(added)) {
        plain.add(added);
      } else if (isAfterVocabulary(added)) {
        plain.add(placeholder(added));
      }
    }
    copy.add("added_tokens", plain);
    copy.add("post_processor", JsonNull.INSTANCE);
    return GSON.toJson(copy);
  }

  private boolean isAfterVocabulary(JsonObject added) {
    return added.get("id").getAsInt() >= vocabularySize;
  }

  /**
   * The native library numbers added tokens one by one, so that one left out would shift those
   * behind it. Instead it gets a name of noncharacters, which no text contains.
   */
  private static JsonObject placeholder(JsonObject added) {
    JsonObject hidden = added.deepCopy();
    hidden.addProperty("content", "\uFDD0" + added.get("id").getAsInt() + "\uFDD1");
    hidden.addProperty("normalized", false);
    return hidden;
  }
}
