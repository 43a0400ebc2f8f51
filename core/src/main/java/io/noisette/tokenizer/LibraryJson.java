package io.noisette.tokenizer;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.HashMap;
import java.util.Map;

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
    hideSpecials(copy.getAsJsonObject("model"));
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
    hidden.addProperty("content", placeholder(added.get("id").getAsInt()));
    hidden.addProperty("normalized", false);
    return hidden;
  }

  private static String placeholder(int id) {
    return "\uFDD0" + id + "\uFDD1";
  }

  /**
   * Gives special tokens such names in the vocabulary too, where a Unigram or WordPiece (the model
   * with a limit of characters per word) finds them as it finds every other token. Word-level
   * vocabularies stay: their words are those of fairseq, for which {@code <unk>} in a text is the
   * unknown word.
   */
  private void hideSpecials(JsonObject model) {
    Map<String, String> hidden = new HashMap<>();
    for (JsonElement token : addedTokens) {
      JsonObject added = token.getAsJsonObject();
      if (TokenizerFile.isSpecial(added) && !isAfterVocabulary(added)) {
        hidden.put(added.get("content").getAsString(), placeholder(added.get("id").getAsInt()));
      }
    }
    JsonElement vocabulary = model.get("vocab");
    if (vocabulary.isJsonArray()) {
      for (JsonElement entry : vocabulary.getAsJsonArray()) {
        JsonArray piece = entry.getAsJsonArray();
        String other = hidden.get(piece.get(0).getAsString());
        if (other != null) {
          piece.set(0, new JsonPrimitive(other));
        }
      }
    } else if (model.has("max_input_chars_per_word")) {
      JsonObject renamed = new JsonObject();
      for (Map.Entry<String, JsonElement> entry : vocabulary.getAsJsonObject().entrySet()) {
        renamed.add(hidden.getOrDefault(entry.getKey(), entry.getKey()), entry.getValue());
      }
      model.add("vocab", renamed);
      String unknown = model.get("unk_token").getAsString();
      model.addProperty("unk_token", hidden.getOrDefault(unknown, unknown));
    }
  }
}
