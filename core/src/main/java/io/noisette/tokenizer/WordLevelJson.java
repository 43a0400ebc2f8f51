package io.noisette.tokenizer;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;

/** Writer of a word-level vocabulary as Hugging Face's {@code tokenizer.json}, version 1.0. */
final class WordLevelJson {

  private WordLevelJson() {}

  static String write(WordVocabulary vocabulary) {
    JsonArray added = new JsonArray();
    for (int id = 0; id < WordVocabulary.SPECIALS.size(); id++) {
      added.add(TokenizerJson.addedToken(id, WordVocabulary.SPECIALS.get(id), false));
    }
    JsonObject preTokenizer = new JsonObject();
    preTokenizer.addProperty("type", "WhitespaceSplit");
    JsonObject ids = new JsonObject();
    vocabulary.getEntries().forEach(entry -> ids.addProperty(entry.word(), ids.size()));
    JsonObject model = new JsonObject();
    model.addProperty("type", TokenizerFile.WORD_LEVEL);
    model.add("vocab", ids);
    model.addProperty("unk_token", WordVocabulary.UNK);
    JsonObject json = TokenizerJson.start(added);
    json.add("normalizer", JsonNull.INSTANCE);
    json.add("pre_tokenizer", preTokenizer);
    json.add("post_processor", JsonNull.INSTANCE);
    json.add("decoder", JsonNull.INSTANCE);
    json.add("model", model);
    return TokenizerJson.print(json);
  }
}
