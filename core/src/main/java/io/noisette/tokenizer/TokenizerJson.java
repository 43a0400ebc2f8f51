package io.noisette.tokenizer;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.noisette.tokenizer.bpe.BpeModel;
import io.noisette.tokenizer.bpe.BpeTrainer;
import io.noisette.tokenizer.bpe.Merge;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Writer of a byte-level BPE vocabulary as Hugging Face's {@code tokenizer.json}, version 1.0. */
final class TokenizerJson {

  private static final String GPT_2_SPECIAL = "<|endoftext|>";

  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().serializeNulls().create();

  private TokenizerJson() {}

  static String write(BpeModel model) {
    Map<String, Integer> ids = new LinkedHashMap<>();
    model.tokens().forEach(token -> ids.put(token, ids.size()));
    ids.put(BpeTrainer.MASK, ids.size());
    return write(ids, model.merges(), false);
  }

  /**
   * Returns the contents of the file.
   *
   * @param ids ids of all tokens, special tokens included
   * @param addsSpace true if a text is encoded as if a space preceded it
   */
  static String write(Map<String, Integer> ids, List<Merge> merges, boolean addsSpace) {
    JsonObject json = start(addedTokens(ids));
    json.add("normalizer", JsonNull.INSTANCE);
    json.add("pre_tokenizer", byteLevel(addsSpace));
    json.add("post_processor", postProcessor(ids, addsSpace));
    json.add("decoder", byteLevel(true));
    json.add("model", bpe(ids, merges));
    return print(json);
  }

  /** Returns the keys with which every file begins. */
  static JsonObject start(JsonArray addedTokens) {
    JsonObject json = new JsonObject();
    json.addProperty("version", "1.0");
    json.add("truncation", JsonNull.INSTANCE);
    json.add("padding", JsonNull.INSTANCE);
    json.add("added_tokens", addedTokens);
    return json;
  }

  static String print(JsonObject json) {
    return GSON.toJson(json) + "\n";
  }

  private static JsonArray addedTokens(Map<String, Integer> ids) {
    List<String> specials = new ArrayList<>(BpeTrainer.SPECIALS);
    specials.add(BpeTrainer.MASK);
    specials.add(GPT_2_SPECIAL);
    specials.retainAll(ids.keySet());
    JsonArray added = new JsonArray();
    for (String special : specials) {
      // The mask includes the space before it, as in RoBERTa.
      added.add(addedToken(id(ids, special), special, special.equals(BpeTrainer.MASK)));
    }
    return added;
  }

  static JsonObject addedToken(int id, String content, boolean takesSpaceBefore) {
    JsonObject token = new JsonObject();
    token.addProperty("id", id);
    token.addProperty("content", content);
    token.addProperty("single_word", false);
    token.addProperty("lstrip", takesSpaceBefore);
    token.addProperty("rstrip", false);
    token.addProperty("normalized", false);
    token.addProperty("special", true);
    return token;
  }

  private static JsonObject byteLevel(boolean addPrefixSpace) {
    JsonObject byteLevel = new JsonObject();
    byteLevel.addProperty("type", "ByteLevel");
    byteLevel.addProperty("add_prefix_space", addPrefixSpace);
    byteLevel.addProperty("trim_offsets", true);
    byteLevel.addProperty("use_regex", true);
    return byteLevel;
  }

  private static JsonElement postProcessor(Map<String, Integer> ids, boolean addsSpace) {
    if (!ids.containsKey("<s>") || !ids.containsKey("</s>")) {
      return JsonNull.INSTANCE; // GPT-2 adds no special tokens to a text
    }
    JsonObject processor = new JsonObject();
    processor.addProperty("type", "RobertaProcessing");
    processor.add("sep", tokenAndId(ids, "</s>"));
    processor.add("cls", tokenAndId(ids, "<s>"));
    processor.addProperty("trim_offsets", true);
    processor.addProperty("add_prefix_space", addsSpace);
    return processor;
  }

  private static JsonArray tokenAndId(Map<String, Integer> ids, String token) {
    JsonArray pair = new JsonArray();
    pair.add(token);
    pair.add(id(ids, token));
    return pair;
  }

  private static int id(Map<String, Integer> ids, String token) {
    return Objects.requireNonNull(ids.get(token));
  }

  private static JsonObject bpe(Map<String, Integer> ids, List<Merge> merges) {
    JsonObject vocabulary = new JsonObject();
    ids.forEach(vocabulary::addProperty);
    JsonArray pairs = new JsonArray();
    merges.forEach(merge -> pairs.add(merge.first() + " " + merge.second()));
    JsonObject bpe = new JsonObject();
    bpe.addProperty("type", "BPE");
    bpe.add("dropout", JsonNull.INSTANCE);
    bpe.add("unk_token", JsonNull.INSTANCE);
    bpe.add("continuing_subword_prefix", JsonNull.INSTANCE);
    bpe.add("end_of_word_suffix", JsonNull.INSTANCE);
    bpe.addProperty("fuse_unk", false);
    bpe.addProperty("byte_fallback", false);
    bpe.addProperty("ignore_merges", false);
    bpe.add("vocab", vocabulary);
    bpe.add("merges", pairs);
    return bpe;
  }
}
