package io.noisette.model.sandwich;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import io.noisette.model.DropoutRates;
import io.noisette.model.weights.ConfigJson;
import java.io.IOException;
import java.nio.file.Path;

/** Reads and writes {@code config.json} of a sandwich language model. */
public final class SandwichConfigFile {

  /** Value of {@code model_type} in the {@code config.json} of a sandwich language model. */
  public static final String MODEL_TYPE = "sandwich-lm";

  private SandwichConfigFile() {}

  /**
   * Reads the model config of a model directory.
   *
   * @throws UsageException if the directory holds another kind of model or an unsupported variant
   * @throws CorruptDataException if a value is missing or invalid
   */
  static SandwichConfig read(Path directory) throws IOException {
    return ConfigJson.read(directory, SandwichConfigFile::toConfig);
  }

  /** Returns whether a {@code config.json} describes a sandwich language model. */
  public static boolean isIn(ConfigJson json) {
    return json.text("model_type", "").equals(MODEL_TYPE);
  }

  /**
   * Converts a parsed {@code config.json} to a model config.
   *
   * @throws UsageException if it describes another kind of model or an unsupported variant
   */
  public static SandwichConfig toConfig(ConfigJson json) {
    if (!isIn(json)) {
      String type = json.text("model_type", "");
      throw json.refuse("model_type", type, "supported here: " + MODEL_TYPE);
    }
    requireText(json, "activation", "relu");
    requireText(json, "positions", "sinusoidal");
    requireTrue(json, "pre_norm");
    requireTrue(json, "scale_embedding");
    requireTrue(json, "tie_weights");
    requireTrue(json, "tie_projections");
    SandwichConfig config =
        new SandwichConfig(
            json.required("vocab_size"),
            json.required("hidden_size"),
            json.required("num_attention_heads"),
            json.required("intermediate_size"),
            SublayerPattern.parse(json.requiredText("sublayers")),
            json.integers("cutoffs"),
            json.integer("adaptive_factor", 4),
            json.flag("final_norm", false),
            Gate.named(json.text("gate", Gate.NONE.getName())),
            json.number("layer_norm_eps", 1e-5),
            json.required("max_positions"),
            tokens(json),
            dropout(json));
    int offset = json.integer("position_offset", config.positionOffset());
    if (offset != config.positionOffset()) {
      throw json.refuse("position_offset", offset, "supported: pad_token_id + 1");
    }
    return config;
  }

  static void write(Path directory, SandwichConfig config) throws IOException {
    JsonObject json = new JsonObject();
    json.addProperty("model_type", MODEL_TYPE);
    json.addProperty("vocab_size", config.vocabSize());
    json.addProperty("hidden_size", config.hiddenSize());
    json.addProperty("num_attention_heads", config.numAttentionHeads());
    json.addProperty("intermediate_size", config.intermediateSize());
    json.addProperty("sublayers", config.sublayers().toString());
    JsonArray cutoffs = new JsonArray();
    config.cutoffs().forEach(cutoffs::add);
    json.add("cutoffs", cutoffs);
    json.addProperty("adaptive_factor", config.adaptiveFactor());
    json.addProperty("final_norm", config.finalNorm());
    json.addProperty("gate", config.gate().getName());
    json.addProperty("layer_norm_eps", config.layerNormEps());
    json.addProperty("max_positions", config.maxPositions());
    json.addProperty("position_offset", config.positionOffset());
    addFixed(json);
    json.addProperty("dropout", config.dropout().hidden());
    json.addProperty("attention_dropout", config.dropout().attention());
    json.addProperty("activation_dropout", config.dropout().activation());
    json.addProperty("adaptive_softmax_dropout", config.dropout().head());
    json.addProperty("bos_token_id", config.tokens().bos());
    json.addProperty("pad_token_id", config.tokens().pad());
    json.addProperty("eos_token_id", config.tokens().eos());
    json.addProperty("unk_token_id", config.tokens().unk());
    json.addProperty("torch_dtype", "float32");
    ConfigJson.write(directory, ConfigJson.NAME, json);
  }

  /**
   * Adds properties that all models of this type share, for readers that support others as well.
   */
  private static void addFixed(JsonObject json) {
    json.addProperty("activation", "relu");
    json.addProperty("positions", "sinusoidal");
    json.addProperty("pre_norm", true);
    json.addProperty("scale_embedding", true);
    json.addProperty("tie_weights", true);
    json.addProperty("tie_projections", true);
  }

  private static SandwichSpecialTokens tokens(ConfigJson json) {
    SandwichSpecialTokens usual = SandwichSpecialTokens.FAIRSEQ;
    return new SandwichSpecialTokens(
        json.integer("bos_token_id", usual.bos()),
        json.integer("pad_token_id", usual.pad()),
        json.integer("eos_token_id", usual.eos()),
        json.integer("unk_token_id", usual.unk()));
  }

  private static DropoutRates dropout(ConfigJson json) {
    return new DropoutRates(
        json.number("dropout", 0),
        json.number("attention_dropout", 0),
        json.number("activation_dropout", 0),
        json.number("adaptive_softmax_dropout", 0));
  }

  private static void requireText(ConfigJson json, String key, String known) {
    String value = json.text(key, known);
    if (!value.equals(known)) {
      throw json.refuse(key, value, "supported: " + known);
    }
  }

  private static void requireTrue(ConfigJson json, String key) {
    if (!json.flag(key, true)) {
      throw json.refuse(key, false, "supported: true");
    }
  }
}
