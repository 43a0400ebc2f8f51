package io.noisette.model;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads and writes {@code config.json} of a Hugging Face BART directory. */
final class BartConfigFile {

  private static final String NAME = "config.json";
  private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

  private final Path path;
  private final JsonObject json;

  private BartConfigFile(Path path, JsonObject json) {
    this.path = path;
    this.json = json;
  }

  /**
   * Reads the configuration of a model directory; keys that BART does not need are passed over.
   *
   * @throws UsageException if it is another kind of model
   * @throws CorruptDataException if a value is missing or makes no sense
   */
  static BartConfig read(Path directory) throws IOException {
    Path path = directory.resolve(NAME);
    if (Files.notExists(path)) {
      throw new UsageException(directory + " is not a model directory: it has no " + NAME);
    }
    try {
      JsonElement root = JsonParser.parseString(Files.readString(path));
      return new BartConfigFile(path, root.getAsJsonObject()).toConfig();
    } catch (JsonParseException
        | IllegalStateException
        | NumberFormatException
        | UnsupportedOperationException
        | CharacterCodingException e) { // what Gson throws where a value is of another type
      throw new CorruptDataException(path + " is not valid: " + e.getMessage(), e);
    }
  }

  /** Writes what transformers needs to load the model as BartForConditionalGeneration. */
  static void write(Path directory, BartConfig config) throws IOException {
    Files.writeString(directory.resolve(NAME), GSON.toJson(toJson(config)) + "\n");
    JsonObject generation = new JsonObject();
    addSpecial(generation, config.special());
    Files.writeString(directory.resolve("generation_config.json"), GSON.toJson(generation) + "\n");
  }

  private BartConfig toConfig() {
    String type = text("model_type", "");
    if (!type.equals("bart")) {
      throw new UsageException(path + " has model_type '" + type + "'; this needs 'bart'");
    }
    String activation = text("activation_function", "gelu");
    if (!activation.equals("gelu")) {
      throw new UsageException(
          path + " has activation_function '" + activation + "'; Noisette's BART knows 'gelu'");
    }
    int eos = integer("eos_token_id", 2);
    SpecialTokens special =
        new SpecialTokens(
            integer("bos_token_id", 0),
            integer("pad_token_id", 1),
            eos,
            integer("decoder_start_token_id", eos));
    try {
      return new BartConfig(
          required("vocab_size"),
          required("d_model"),
          required("encoder_layers"),
          required("decoder_layers"),
          required("encoder_attention_heads"),
          required("decoder_attention_heads"),
          required("encoder_ffn_dim"),
          required("decoder_ffn_dim"),
          required("max_position_embeddings"),
          has("dropout") ? json.get("dropout").getAsDouble() : 0.1,
          has("scale_embedding") && json.get("scale_embedding").getAsBoolean(),
          has("init_std") ? json.get("init_std").getAsDouble() : 0.02,
          special);
    } catch (IllegalArgumentException e) {
      throw new CorruptDataException(path + ": " + e.getMessage(), e);
    }
  }

  private static JsonObject toJson(BartConfig config) {
    JsonObject json = new JsonObject();
    json.add("architectures", GSON.toJsonTree(List.of("BartForConditionalGeneration")));
    json.addProperty("model_type", "bart");
    json.addProperty("vocab_size", config.vocabSize());
    json.addProperty("d_model", config.dModel());
    json.addProperty("encoder_layers", config.encoderLayers());
    json.addProperty("decoder_layers", config.decoderLayers());
    json.addProperty("encoder_attention_heads", config.encoderAttentionHeads());
    json.addProperty("decoder_attention_heads", config.decoderAttentionHeads());
    json.addProperty("encoder_ffn_dim", config.encoderFfnDim());
    json.addProperty("decoder_ffn_dim", config.decoderFfnDim());
    json.addProperty("max_position_embeddings", config.maxPositionEmbeddings());
    json.addProperty("activation_function", "gelu");
    json.addProperty("dropout", config.dropout());
    json.addProperty("attention_dropout", 0.0);
    json.addProperty("activation_dropout", 0.0);
    json.addProperty("classifier_dropout", 0.0);
    json.addProperty("encoder_layerdrop", 0.0);
    json.addProperty("decoder_layerdrop", 0.0);
    json.addProperty("scale_embedding", config.scaleEmbedding());
    json.addProperty("init_std", config.initStd());
    json.addProperty("is_encoder_decoder", true);
    json.addProperty("tie_word_embeddings", true);
    json.addProperty("use_cache", true);
    addSpecial(json, config.special());
    json.addProperty("torch_dtype", "float32");
    return json;
  }

  private static void addSpecial(JsonObject json, SpecialTokens special) {
    json.addProperty("bos_token_id", special.bos());
    json.addProperty("pad_token_id", special.pad());
    json.addProperty("eos_token_id", special.eos());
    json.addProperty("decoder_start_token_id", special.decoderStart());
    // Pretraining begins every target with bos (papers.md 1.5), so generation does too.
    json.addProperty("forced_bos_token_id", special.bos());
    json.addProperty("forced_eos_token_id", special.eos());
  }

  private int required(String key) {
    if (!has(key)) {
      throw new CorruptDataException(path + " lacks " + key);
    }
    return json.get(key).getAsInt();
  }

  private int integer(String key, int byDefault) {
    return has(key) ? json.get(key).getAsInt() : byDefault;
  }

  private String text(String key, String byDefault) {
    return has(key) ? json.get(key).getAsString() : byDefault;
  }

  private boolean has(String key) {
    return json.has(key) && !json.get(key).isJsonNull();
  }
}
