package io.noisette.tokenizer;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writer of {@code tokenizer_config.json}, which tells Hugging Face transformers the role of each
 * special token.
 */
final class TokenizerConfigFile {

  static final String NAME = "tokenizer_config.json";

  private static final String GPT_2_SPECIAL = "<|endoftext|>";
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  private TokenizerConfigFile() {}

  /**
   * Returns the contents of the file.
   *
   * @param addsPrefixSpace whether a space is put before every text, which transformers undoes
   *     unless the file says so
   * @param maxLength maximum number of tokens that the model can read, or null if it is not known
   */
  static String of(Tokenizer tokenizer, boolean addsPrefixSpace, @Nullable Integer maxLength) {
    JsonObject config = new JsonObject();
    config.addProperty("tokenizer_class", "PreTrainedTokenizerFast");
    if (addsPrefixSpace) {
      config.addProperty("add_prefix_space", true);
    }
    boolean bert = tokenizer.hasToken("[CLS]");
    if (!bert) {
      addName(config, tokenizer, "bos_token", "<s>", GPT_2_SPECIAL);
      addName(config, tokenizer, "eos_token", "</s>", GPT_2_SPECIAL);
    }
    addName(config, tokenizer, "cls_token", "<s>", "[CLS]");
    addName(config, tokenizer, "sep_token", "</s>", "[SEP]");
    addName(config, tokenizer, "pad_token", "<pad>", "[PAD]");
    addName(config, tokenizer, "unk_token", "<unk>", "[UNK]", GPT_2_SPECIAL);
    addName(config, tokenizer, "mask_token", "<mask>", "[MASK]");
    if (maxLength != null) {
      config.addProperty("model_max_length", maxLength); // otherwise nothing is truncated
    }
    config.addProperty("clean_up_tokenization_spaces", false);
    // Otherwise transformers adds token_type_ids, which BART's generate rejects.
    List<String> inputs =
        bert
            ? List.of("input_ids", "token_type_ids", "attention_mask")
            : List.of("input_ids", "attention_mask");
    config.add("model_input_names", GSON.toJsonTree(inputs));
    return GSON.toJson(config) + "\n";
  }

  /** Adds the first of the names that is a token under {@code key}. */
  private static void addName(JsonObject config, Tokenizer tokenizer, String key, String... names) {
    for (String name : names) {
      if (tokenizer.hasToken(name)) {
        config.addProperty(key, name);
        return;
      }
    }
  }
}
