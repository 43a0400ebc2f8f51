package io.noisette.tokenizer;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.noisette.failure.CorruptDataException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writer of BERT's WordPiece vocabulary as Hugging Face's {@code tokenizer.json}, version 1.0.
 *
 * @param lowerCase true if text is converted to lower case
 * @param splitChinese true if each Chinese character is a word of its own
 * @param stripAccents true if accents are removed; null: if text is converted to lower case
 */
record WordPieceJson(boolean lowerCase, boolean splitChinese, @Nullable Boolean stripAccents) {

  private static final List<String> SPECIALS =
      List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]");

  /** Maximum number of characters of a word; longer words are unknown. */
  private static final int MAX_WORD = 100;

  /**
   * Returns the contents of the file.
   *
   * @param file file that the tokens were read from, for messages
   * @param tokens tokens by id
   */
  String write(Path file, List<String> tokens) {
    for (String special : List.of("[UNK]", "[CLS]", "[SEP]")) {
      if (!tokens.contains(special)) {
        throw new CorruptDataException(
            file
                + " has no line with the token "
                + special
                + ", which a WordPiece vocabulary needs");
      }
    }
    JsonArray added = new JsonArray();
    for (int id = 0; id < tokens.size(); id++) {
      if (SPECIALS.contains(tokens.get(id))) {
        added.add(TokenizerJson.addedToken(id, tokens.get(id), false));
      }
    }
    JsonObject preTokenizer = new JsonObject();
    preTokenizer.addProperty("type", "BertPreTokenizer");
    JsonObject decoder = new JsonObject();
    decoder.addProperty("type", "WordPiece");
    decoder.addProperty("prefix", "##");
    decoder.addProperty("cleanup", true);
    JsonObject json = TokenizerJson.start(added);
    json.add("normalizer", normalizer());
    json.add("pre_tokenizer", preTokenizer);
    json.add("post_processor", template(tokens.indexOf("[CLS]"), tokens.indexOf("[SEP]")));
    json.add("decoder", decoder);
    json.add("model", model(tokens));
    return TokenizerJson.print(json);
  }

  private JsonObject normalizer() {
    JsonObject normalizer = new JsonObject();
    normalizer.addProperty("type", "BertNormalizer");
    normalizer.addProperty("clean_text", true);
    normalizer.addProperty("handle_chinese_chars", splitChinese);
    normalizer.addProperty("strip_accents", stripAccents);
    normalizer.addProperty("lowercase", lowerCase);
    return normalizer;
  }

  /** Returns the template {@code [CLS] A [SEP]}, followed by {@code B [SEP]} of token type 1. */
  private static JsonObject template(int cls, int sep) {
    JsonArray single = new JsonArray();
    single.add(piece("SpecialToken", "[CLS]", 0));
    single.add(piece("Sequence", "A", 0));
    single.add(piece("SpecialToken", "[SEP]", 0));
    JsonArray pair = single.deepCopy();
    pair.add(piece("Sequence", "B", 1));
    pair.add(piece("SpecialToken", "[SEP]", 1));
    JsonObject specials = new JsonObject();
    specials.add("[CLS]", special("[CLS]", cls));
    specials.add("[SEP]", special("[SEP]", sep));
    JsonObject template = new JsonObject();
    template.addProperty("type", "TemplateProcessing");
    template.add("single", single);
    template.add("pair", pair);
    template.add("special_tokens", specials);
    return template;
  }

  private static JsonObject piece(String kind, String id, int type) {
    JsonObject content = new JsonObject();
    content.addProperty("id", id);
    content.addProperty("type_id", type);
    JsonObject piece = new JsonObject();
    piece.add(kind, content);
    return piece;
  }

  private static JsonObject special(String token, int id) {
    JsonArray ids = new JsonArray();
    ids.add(id);
    JsonArray tokens = new JsonArray();
    tokens.add(token);
    JsonObject special = new JsonObject();
    special.addProperty("id", token);
    special.add("ids", ids);
    special.add("tokens", tokens);
    return special;
  }

  private static JsonObject model(List<String> tokens) {
    JsonObject vocabulary = new JsonObject();
    for (int id = 0; id < tokens.size(); id++) {
      vocabulary.addProperty(tokens.get(id), id);
    }
    JsonObject model = new JsonObject();
    model.addProperty("type", "WordPiece");
    model.addProperty("unk_token", "[UNK]");
    model.addProperty("continuing_subword_prefix", "##");
    model.addProperty("max_input_chars_per_word", MAX_WORD);
    model.add("vocab", vocabulary);
    return model;
  }
}
