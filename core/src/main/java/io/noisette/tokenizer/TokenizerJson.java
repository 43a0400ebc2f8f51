package io.noisette.tokenizer;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.List;

/** Writes a byte-level BPE vocabulary as Hugging Face's {@code tokenizer.json}, version 1.0. */
final class TokenizerJson {

  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().serializeNulls().create();

  private TokenizerJson() {}

  static String write(BpeModel model) {
    int maskId = model.tokens().size();
    JsonObject json = new JsonObject();
    json.addProperty("version", "1.0");
    json.add("truncation", JsonNull.INSTANCE);
    json.add("padding", JsonNull.INSTANCE);
    json.add("added_tokens", addedTokens(maskId));
    json.add("normalizer", JsonNull.INSTANCE);
    json.add("pre_tokenizer", byteLevel(false));
    json.add("post_processor", robertaProcessing(model));
    json.add("decoder", byteLevel(true));
    json.add("model", bpe(model, maskId));
    return GSON.toJson(json) + "\n";
  }

  private static JsonArray addedTokens(int maskId) {
    JsonArray added = new JsonArray();
    for (int id = 0; id < BpeTrainer.SPECIALS.size(); id++) {
      added.add(addedToken(id, BpeTrainer.SPECIALS.get(id), false));
    }
    added.add(addedToken(maskId, BpeTrainer.MASK, true)); // takes the space before it, as RoBERTa's
    return added;
  }

  private static JsonObject addedToken(int id, String content, boolean takesSpaceBefore) {
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

  private static JsonObject robertaProcessing(BpeModel model) {
    JsonObject processor = new JsonObject();
    processor.addProperty("type", "RobertaProcessing");
    processor.add("sep", tokenAndId(model.tokens(), "</s>"));
    processor.add("cls", tokenAndId(model.tokens(), "<s>"));
    processor.addProperty("trim_offsets", true);
    processor.addProperty("add_prefix_space", false);
    return processor;
  }

  private static JsonArray tokenAndId(List<String> tokens, String token) {
    JsonArray pair = new JsonArray();
    pair.add(token);
    pair.add(tokens.indexOf(token));
    return pair;
  }

  private static JsonObject bpe(BpeModel model, int maskId) {
    JsonObject vocabulary = new JsonObject();
    for (int id = 0; id < maskId; id++) {
      vocabulary.addProperty(model.tokens().get(id), id);
    }
    vocabulary.addProperty(BpeTrainer.MASK, maskId);
    JsonArray merges = new JsonArray();
    model.merges().forEach(merge -> merges.add(merge.first() + " " + merge.second()));
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
    bpe.add("merges", merges);
    return bpe;
  }
}
